#include "bench/generate.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "base/file_system.hpp"
#include "history/revision_file.hpp"

namespace sqlc::bench {

std::string_view to_string(Shape shape) {
  switch (shape) {
    case Shape::Linear: return "linear";
    case Shape::Diamonds: return "diamonds";
    case Shape::Ladder: return "ladder";
    case Shape::Deps: return "deps";
  }
  return {};
}

static std::string id_of(std::size_t number) {
  return fmt::format("{:06x}{:06x}", number, 0xacedUL);
}

static void link_linear(std::vector<Generated>& all) {
  for (std::size_t i = 1; i < all.size(); ++i) all[i].down = {all[i - 1].id};
}

static void link_diamonds(std::vector<Generated>& all) {
  for (std::size_t i = 1; i < all.size(); ++i) {
    switch (i % 3) {
      case 1: all[i].down = {all[i - 1].id}; break;
      case 2: all[i].down = {all[i - 2].id}; break;
      default: all[i].down = {all[i - 2].id, all[i - 1].id}; break;
    }
  }
}

static void link_ladder(std::vector<Generated>& all) {
  for (std::size_t i = 2; i < all.size(); ++i) {
    all[i].down = {all[i - 2].id};
    if (i % 6 == 0) all[i].down.push_back(all[i - 1].id);
  }
}

static void link_deps(std::vector<Generated>& all) {
  for (std::size_t i = 2; i < all.size(); ++i) {
    all[i].down = {all[i - 2].id};
    if (i % 8 == 0) all[i].depends_on = {all[i - 1].id};
  }
}

std::vector<Generated> generate(Shape shape, std::size_t count) {
  std::vector<Generated> all(count);
  for (std::size_t i = 0; i < count; ++i) {
    all[i].id = id_of(i);
    all[i].upgrade = fmt::format(
        "CREATE TABLE item_{0} (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
        "    owner_id bigint NOT NULL,\n    name text NOT NULL,\n"
        "    created_at timestamptz NOT NULL DEFAULT now()\n);\n"
        "CREATE INDEX item_{0}_owner_idx ON item_{0} (owner_id);\n"
        "COMMENT ON TABLE item_{0} IS 'Things of kind {0}.';\n",
        i);
    all[i].downgrade = fmt::format("DROP TABLE item_{};\n", i);
  }
  switch (shape) {
    case Shape::Linear: link_linear(all); break;
    case Shape::Diamonds: link_diamonds(all); break;
    case Shape::Ladder: link_ladder(all); break;
    case Shape::Deps: link_deps(all); break;
  }
  return all;
}

static void write(const std::string& path, const std::string& text) {
  const Status status = RealFileSystem().write(path, text);
  if (!status) throw std::runtime_error(status.error());
}

static void make(const std::string& folder) {
  const Status status = RealFileSystem().make_directory(folder);
  if (!status) throw std::runtime_error(status.error());
}

void write_sqlc(const std::vector<Generated>& revisions, const std::string& folder) {
  make(folder);
  for (const Generated& one : revisions) {
    const history::Draft draft = {.id = one.id,
                                  .down_revisions = one.down,
                                  .depends_on = one.depends_on,
                                  .description = "Create the item table of " + one.id + ".",
                                  .create_date = "2026-11-20 09:00:00+00:00",
                                  .upgrade = one.upgrade,
                                  .downgrade = one.downgrade};
    write(fmt::format("{}/{}_item.sql", folder, one.id), history::write_revision(draft));
  }
}

static std::string python_list(const std::vector<std::string>& ids) {
  if (ids.empty()) return "None";
  std::string out = "(";
  for (const std::string& id : ids) out += fmt::format("'{}', ", id);
  return out + ")";
}

void write_alembic(const std::vector<Generated>& revisions, const std::string& folder) {
  make(folder + "/versions");
  write(folder + "/alembic.ini", "[alembic]\nscript_location = .\n");
  write(folder + "/env.py",
        "from alembic import context\n"
        "context.configure(dialect_name='postgresql')\n"
        "with context.begin_transaction():\n    context.run_migrations()\n");
  for (const Generated& one : revisions) {
    write(fmt::format("{}/versions/{}_item.py", folder, one.id),
          fmt::format("\"\"\"Create the item table of {0}.\"\"\"\nfrom alembic import op\n"
                      "revision = '{0}'\ndown_revision = {1}\nbranch_labels = None\n"
                      "depends_on = {2}\n\n\ndef upgrade():\n    op.execute(\"\"\"{3}\"\"\")\n\n\n"
                      "def downgrade():\n    op.execute(\"\"\"{4}\"\"\")\n",
                      one.id, python_list(one.down), python_list(one.depends_on), one.upgrade,
                      one.downgrade));
  }
}

}  // namespace sqlc::bench
