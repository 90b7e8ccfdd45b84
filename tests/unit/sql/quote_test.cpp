#include "sql/quote.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

#include "dialects/keywords.hpp"
#include "unit/sql/server_scanner.hpp"

namespace sqlc::sql {

struct Case {
  std::string_view name;
  std::string_view quoted;
};

TEST(Quote, QuotesAsTheServerDoes) {
  // SELECT quote_ident(name) on servers 14 to 18.
  const Case cases[] = {
      {"a", "a"},
      {"_", "_"},
      {"a_1", "a_1"},
      {"1a", "\"1a\""},
      {"A", "\"A\""},
      {"aB", "\"aB\""},
      {"a b", "\"a b\""},
      {"a\"b", "\"a\"\"b\""},
      {"", "\"\""},
      {"a$b", "\"a$b\""},
      {"é", "\"é\""},
      {"a-b", "\"a-b\""},
      {"select", "\"select\""},
      {"user", "\"user\""},
      {"int", "\"int\""},
      {"left", "\"left\""},
      {"values", "\"values\""},
      {"between", "\"between\""},
      {"name", "name"},
      {"value", "value"},
      {"type", "type"},
      {"begin", "begin"},
      {"public", "public"},
      {"index", "index"},
      {"role", "role"},
      {"key", "key"},
      {"date", "date"},
      {"text", "text"},
      {"a.b", "\"a.b\""},
      {"a\nb", "\"a\nb\""},
  };
  for (const auto& [name, quoted] : cases) {
    EXPECT_EQ(quote_identifier(name), quoted) << name;
    EXPECT_EQ(server_quote(std::string(name)), quoted) << name;
  }
}

TEST(Quote, QuotesWhatAnyServerReserves) {
  // `system_user` is reserved since 16, `json_table` and `merge_action` since 17.
  for (const std::string_view word : {"system_user", "json_table", "merge_action", "end", "case"}) {
    EXPECT_EQ(quote_identifier(word), "\"" + std::string(word) + "\"");
  }
}

TEST(Quote, KnowsEveryKeyWord) {
  // pg_get_keywords() of servers 14 to 18: unreserved in each that has the word.
  std::istringstream unreserved(
      "abort absent absolute access action add admin after aggregate also alter always "
      "asensitive assertion assignment at atomic attach attribute backward before begin "
      "breadth by cache call called cascade cascaded catalog chain characteristics "
      "checkpoint class close cluster columns comment comments commit committed "
      "compression conditional configuration conflict connection constraints content "
      "continue conversion copy cost csv cube current cursor cycle data database day "
      "deallocate declare defaults deferred definer delete delimiter delimiters depends "
      "depth detach dictionary disable discard document domain double drop each empty "
      "enable encoding encrypted enforced enum error escape event exclude excluding "
      "exclusive execute explain expression extension external family filter finalize "
      "first following force format forward function functions generated global granted "
      "groups handler header hold hour identity if immediate immutable implicit import "
      "include including increment indent index indexes inherit inherits inline input "
      "insensitive insert instead invoker isolation keep key keys label language large "
      "last leakproof level listen load local location lock locked logged mapping match "
      "matched materialized maxvalue merge method minute minvalue mode month move name "
      "names nested new next nfc nfd nfkc nfkd no normalized nothing notify nowait "
      "nulls object objects of off oids old omit operator option options ordinality "
      "others over overriding owned owner parallel parameter parser partial partition "
      "passing password path period plan plans policy preceding prepare prepared "
      "preserve prior privileges procedural procedure procedures program publication "
      "quote quotes range read reassign recheck recursive ref referencing refresh "
      "reindex relative release rename repeatable replace replica reset restart "
      "restrict return returns revoke role rollback rollup routine routines rows rule "
      "savepoint scalar schema schemas scroll search second security sequence sequences "
      "serializable server session set sets share show simple skip snapshot source sql "
      "stable standalone start statement statistics stdin stdout storage stored strict "
      "string strip subscription support sysid system tables tablespace target temp "
      "template temporary text ties transaction transform trigger truncate trusted type "
      "types uescape unbounded uncommitted unconditional unencrypted unknown unlisten "
      "unlogged until update vacuum valid validate validator value varying version view "
      "views virtual volatile whitespace within without work wrapper write xml year yes "
      "zone");
  for (std::string word; unreserved >> word;) {
    EXPECT_EQ(quote_identifier(word), word);
    EXPECT_EQ(server_quote(word), word);
  }
  for (const std::string_view word : dialects::reserved_words) {
    EXPECT_EQ(quote_identifier(word), server_quote(std::string(word)));
  }
}

TEST(Quote, JoinsTheSchema) {
  EXPECT_EQ(quote_qualified("", "t"), "t");
  EXPECT_EQ(quote_qualified("public", "t"), "public.t");
  EXPECT_EQ(quote_qualified("My Schema", "order"), "\"My Schema\".\"order\"");
}

}  // namespace sqlc::sql
