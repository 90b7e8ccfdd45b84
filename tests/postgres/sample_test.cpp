// The committed scripts of the sample history, on real servers.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "postgres/server.hpp"

namespace sqlc::testing {

static std::string committed(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(std::string(SQLC_SOURCE_DIR) + "/out/" + name).rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

/// Everything that the sample makes, as the server names it: relations, types, functions,
/// constraints, roles.
static constexpr std::string_view objects = R"(
  SELECT count(*) FROM (
    SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relname !~ '^alembic_version'
    UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'playground%') AS made)";

class Sample : public ServerTest {
 protected:
  void apply(const std::string& script, const std::string& expected_rows) {
    const Finished finished = run(committed(script));
    EXPECT_EQ(finished.status, 0) << script << ": " << finished.err;
    EXPECT_EQ(rows(), expected_rows) << script;
    EXPECT_EQ(comment(), "") << script;
  }
};

TEST_P(Sample, GoesUpAndAllTheWayBack) {
  apply("upgrade_base_head.sql", "4d6e17a0fdf6");
  const std::string made = query(std::string(objects));
  apply("downgrade_head_prev.sql", "2b7c81d0a9ee");
  apply("upgrade_prev_head.sql", "4d6e17a0fdf6");
  EXPECT_EQ(query(std::string(objects)), made);
  apply("downgrade_head_base.sql", "");
  EXPECT_EQ(query(std::string(objects)), "0");
  apply("upgrade_base_head_idempotent.sql", "4d6e17a0fdf6");
  EXPECT_EQ(query(std::string(objects)), made);
  apply("upgrade_base_head_idempotent.sql", "4d6e17a0fdf6");
  apply("downgrade_head_base.sql", "");
}

TEST_P(Sample, ServesItsRolesAndGoesBackWithRowsInIt) {
  apply("upgrade_base_head.sql", "4d6e17a0fdf6");
  query(
      "SET ROLE playground_api; INSERT INTO app_user (email, display_name) VALUES "
      "('a@example.com', 'A')");
  query("SET ROLE playground_api; INSERT INTO conversation (owner_id) SELECT id FROM app_user");
  query(
      "SET ROLE playground_api; INSERT INTO message (conversation_id, role, content) "
      "SELECT id, 'user', 'hello' FROM conversation");
  query(
      "SET ROLE playground_api; INSERT INTO completion (message_id, model, status, finished_at) "
      "SELECT id, 'small', 'cancelled', now() FROM message");
  // The trigger ran as the API's role.
  EXPECT_EQ(query("SELECT updated_at > created_at FROM conversation"), "t");
  apply("downgrade_head_base.sql", "");
}

TEST_P(Sample, StampsAnEmptyDatabase) {
  apply("stamp_head.sql", "4d6e17a0fdf6");
  EXPECT_EQ(query(std::string(objects)), "0");
}

SQLC_ON_EVERY_SERVER(Sample);

}  // namespace sqlc::testing
