#include "cli/complete_words.hpp"

#include "base/text.hpp"
#include "import/import.hpp"

namespace sqlc::cli {

Offer offer_for(std::string_view value) {
  if (value == "FILE") return {.kind = Offer::Kind::Files};
  if (value == "DIR") return {.kind = Offer::Kind::Folders};
  if (value == "RANGE" || value == "REVISION" || value == "REVISIONS" || value == "REV") {
    return {.kind = Offer::Kind::Words, .words = {"head", "heads", "base", "prev"}};
  }
  if (value == "SHELL") return {.kind = Offer::Kind::Words, .words = {"bash", "zsh", "fish"}};
  if (value == "LAYOUT") {
    Offer offer = {.kind = Offer::Kind::Words};
    for (const import::Layout* layout : import::layouts()) offer.words.push_back(layout->name);
    return offer;
  }
  const auto choices = choices_of(value);
  if (!choices.empty()) return {.kind = Offer::Kind::Words, .words = choices};
  return {};
}

std::vector<std::string_view> names_of(const Option& option) { return split(option.names, ','); }

std::vector<Option> visible_options(const Command& command) {
  std::vector<Option> all = options_of(command);
  std::erase_if(all, [](const Option& option) { return !option.instead.empty(); });
  return all;
}

std::vector<const Command*> visible_commands() {
  std::vector<const Command*> all = commands();
  std::erase_if(all, [](const Command* command) { return command->hidden; });
  return all;
}

}  // namespace sqlc::cli
