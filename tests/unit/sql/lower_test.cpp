#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/parse.hpp"
#include "unit/sql/source_of.hpp"

namespace sqlc::sql {

/// The only statement of a text. Nothing in it points into the text but its span.
static Statement only(std::string_view sql) {
  const Text text{std::string(sql)};
  Diagnostics diagnostics;
  std::vector<Statement> statements = parse(text.all, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << sql;
  EXPECT_EQ(statements.size(), 1u) << sql;
  return statements.empty() ? Statement{} : std::move(statements.front());
}

/// The body of the only statement, which must be of this kind.
template <typename Body>
static Body body(std::string_view sql) {
  const Statement statement = only(sql);
  const Body* found = statement.as<Body>();
  EXPECT_NE(found, nullptr) << sql;
  return found == nullptr ? Body{} : *found;
}

static std::string join(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ",") + word;
  return joined;
}

static std::string dotted(const QualifiedName& name) { return name.schema + "." + name.name; }

TEST(Lower, TransactionControl) {
  using Kind = TransactionControl::Kind;
  const std::pair<std::string_view, Kind> cases[] = {
      {"begin", Kind::Begin},
      {"BEGIN ISOLATION LEVEL SERIALIZABLE", Kind::Begin},
      {"start transaction", Kind::Begin},
      {"commit", Kind::Commit},
      {"end", Kind::Commit},
      {"rollback", Kind::Rollback},
      {"abort", Kind::Rollback},
      {"savepoint a", Kind::Savepoint},
      {"release a", Kind::Savepoint},
      {"rollback to savepoint a", Kind::Savepoint},
      {"prepare transaction 'x'", Kind::TwoPhase},
      {"commit prepared 'x'", Kind::TwoPhase},
      {"rollback prepared 'x'", Kind::TwoPhase},
  };
  for (const auto& [sql, kind] : cases) {
    EXPECT_EQ(body<TransactionControl>(sql).kind, kind) << sql;
  }
  EXPECT_TRUE(body<TransactionControl>("commit and chain").chain);
  EXPECT_FALSE(body<TransactionControl>("commit and no chain").chain);
}

TEST(Lower, Indexes) {
  const auto created =
      body<CreateIndex>("create unique index concurrently if not exists \"I\" on S.T (a)");
  EXPECT_TRUE(created.concurrently);
  EXPECT_TRUE(created.if_not_exists);
  EXPECT_EQ(created.name, "I");
  EXPECT_EQ(dotted(created.table), "s.t");
  EXPECT_EQ(body<CreateIndex>("create index on t (a)").name, "");
  const auto dropped = body<DropIndex>("drop index concurrently if exists a.b, c cascade");
  EXPECT_TRUE(dropped.concurrently && dropped.if_exists && dropped.cascade);
  ASSERT_EQ(dropped.names.size(), 2u);
  EXPECT_EQ(dotted(dropped.names[0]), "a.b");
  EXPECT_EQ(dotted(dropped.names[1]), ".c");
  EXPECT_EQ(only("drop table t").as<DropIndex>(), nullptr);
}

TEST(Lower, Reindex) {
  EXPECT_TRUE(body<Reindex>("reindex index concurrently a.i").concurrently);
  EXPECT_TRUE(body<Reindex>("reindex (verbose, concurrently) table t").concurrently);
  EXPECT_TRUE(body<Reindex>("reindex (concurrently on) table t").concurrently);
  EXPECT_FALSE(body<Reindex>("reindex (concurrently false) table t").concurrently);
  EXPECT_FALSE(body<Reindex>("reindex (concurrently 0) table t").concurrently);
  EXPECT_FALSE(body<Reindex>("reindex (concurrently off) table t").concurrently);
  EXPECT_EQ(dotted(body<Reindex>("reindex index a.i").name), "a.i");
  EXPECT_EQ(body<Reindex>("reindex schema s").target, Reindex::Target::Schema);
  EXPECT_EQ(body<Reindex>("reindex schema s").name.name, "s");
  EXPECT_EQ(body<Reindex>("reindex database d").target, Reindex::Target::Database);
}

TEST(Lower, DetachPartition) {
  const auto detached = body<DetachPartition>("alter table s.p detach partition s.c concurrently");
  EXPECT_EQ(dotted(detached.parent), "s.p");
  EXPECT_EQ(dotted(detached.partition), "s.c");
  EXPECT_TRUE(detached.concurrently);
  EXPECT_FALSE(detached.finalize);
  EXPECT_TRUE(body<DetachPartition>("alter table p detach partition c finalize").finalize);
  EXPECT_EQ(only("alter table t add a int, drop b").as<DetachPartition>(), nullptr);
}

TEST(Lower, Enums) {
  const auto created = body<CreateEnum>("create type s.e as enum ('a', 'it''s')");
  EXPECT_EQ(dotted(created.type), "s.e");
  EXPECT_EQ(join(created.values), "a,it's");
  EXPECT_TRUE(body<CreateEnum>("create type e as enum ()").values.empty());
  const auto added = body<AlterEnum>("alter type e add value if not exists 'b' before 'a'");
  EXPECT_EQ(added.value, "b");
  EXPECT_TRUE(added.if_not_exists);
  EXPECT_EQ(added.old_value, "");
  const auto renamed = body<AlterEnum>("alter type s.e rename value 'a' to 'c'");
  EXPECT_EQ(renamed.value, "c");
  EXPECT_EQ(renamed.old_value, "a");
}

TEST(Lower, SetParameter) {
  struct Case {
    std::string_view sql;
    std::string_view name;
    bool local;
    bool reset;
  };
  const Case cases[] = {
      {"set work_mem = '4MB'", "work_mem", false, false},
      {"SET LOCAL Lock_Timeout TO 5", "lock_timeout", true, false},
      {"set my.thing = 1", "my.thing", false, false},
      {"set work_mem to default", "work_mem", false, true},
      {"reset work_mem", "work_mem", false, true},
      {"reset all", "all", false, true},
      {"set time zone 'UTC'", "timezone", false, false},
      {"set names 'utf8'", "client_encoding", false, false},
      {"set schema 'a'", "search_path", false, false},
      {"set role r", "role", false, false},
      {"set local session authorization r", "session_authorization", true, false},
      {"set transaction read only", "transaction", true, false},
      {"set transaction snapshot 'x'", "transaction", true, false},
      {"set session characteristics as transaction read only", "session characteristics", false,
       false},
  };
  for (const auto& [sql, name, local, reset] : cases) {
    const auto set = body<SetParameter>(sql);
    EXPECT_EQ(set.name, name) << sql;
    EXPECT_EQ(set.local, local) << sql;
    EXPECT_EQ(set.reset, reset) << sql;
  }
}

TEST(Lower, CopyDoCall) {
  EXPECT_TRUE(body<Copy>("copy t to stdout").client);
  EXPECT_FALSE(body<Copy>("copy t to stdout").from);
  EXPECT_FALSE(body<Copy>("copy t from '/x'").client);
  EXPECT_TRUE(body<Copy>("copy t from '/x'").from);
  EXPECT_FALSE(body<Copy>("copy t from program 'x'").client);
  EXPECT_EQ(body<Do>("do $x$ begin end $x$").body, " begin end ");
  EXPECT_EQ(body<Do>("do $x$ begin end $x$").language, "plpgsql");
  EXPECT_EQ(body<Do>("do language plperl 'it''s'").language, "plperl");
  EXPECT_EQ(body<Do>("do language plperl 'it''s'").body, "it's");
  EXPECT_EQ(dotted(body<Call>("call s.p(1)").procedure), "s.p");
}

TEST(Lower, Select) {
  const std::pair<std::string_view, std::uint32_t> cases[] = {
      {"select 1", 1},
      {"select a, b + 1, count(*) from t", 3},
      {"select * from t", 0},
      {"select a, t.* from t", 0},
      {"select (f()).*", 0},
      {"select (f()).a", 1},
      {"table t", 0},
      {"values (1, 2), (3, 4)", 2},
      {"select * from t union select 1, 2", 2},
      {"(select 1, 2 union select * from t) except select * from u", 2},
      {"with a as (select 1) select x from a", 1},
      {"select", 0},
  };
  for (const auto& [sql, columns] : cases) {
    EXPECT_EQ(body<Select>(sql).columns, columns) << sql;
    EXPECT_FALSE(body<Select>(sql).into) << sql;
  }
  EXPECT_TRUE(body<Select>("select 1 as a into t").into);
  EXPECT_TRUE(body<Select>("select 1 as a into t union select 2").into);
  EXPECT_EQ(only("insert into t values (1)").as<Select>(), nullptr);
}

TEST(Lower, RoleStatements) {
  EXPECT_EQ(body<CreateRole>("create role \"R\" login").name, "R");
  EXPECT_EQ(body<CreateRole>("create user u").name, "u");
  EXPECT_EQ(body<CreateRole>("create group g").name, "g");
  EXPECT_EQ(join(body<DropRole>("drop role a, b").names), "a,b");
  EXPECT_TRUE(body<DropRole>("drop user if exists a").if_exists);
  EXPECT_EQ(body<RenameRole>("alter role a rename to b").from, "a");
  EXPECT_EQ(body<RenameRole>("alter user a rename to b").to, "b");
  EXPECT_EQ(only("alter table a rename to b").as<RenameRole>(), nullptr);
  EXPECT_FALSE(body<Grant>("grant select on t to r").revoke);
  EXPECT_TRUE(body<Grant>("revoke a from b").revoke);
  EXPECT_TRUE(body<Grant>("alter default privileges revoke all on tables from r").revoke);
  EXPECT_TRUE(
      body<Grant>("alter default privileges grant select on tables to r").default_privileges);
}

TEST(Lower, RolesThatMustExist) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"grant select on t to a, public, \"B\", current_user, a", "a,B"},
      {"grant select on t to a granted by b", "a,b"},
      {"revoke select on all tables in schema s from a", "a"},
      {"grant a, b to c with admin option granted by d", "a,b,c,d"},
      {"revoke admin option for a from b", "a,b"},
      {"alter default privileges for role a, b in schema s grant select on tables to c", "a,b,c"},
      {"alter default privileges revoke execute on functions from public", ""},
      {"create policy p on t to a, session_user using (true)", "a"},
      {"alter policy p on t to a", "a"},
      {"create policy p on t using (true)", ""},
      {"alter table t owner to a", "a"},
      {"alter table t add x int, owner to a", "a"},
      {"alter view v owner to a", "a"},
      {"alter function f() owner to a", "a"},
      {"alter schema s owner to current_role", ""},
      {"alter database d owner to a", "a"},
      {"alter table all in tablespace x owned by a, b set tablespace y", "a,b"},
      {"create schema authorization a", "a"},
      {"create schema s authorization a grant select on t to b", "a,b"},
      {"create tablespace x owner a location '/x'", "a"},
      {"create database d owner a", "a"},
      {"create database d owner = default", ""},
      {"set role a", "a"},
      {"set local role 'A b'", "A b"},
      {"set role none", ""},
      {"reset role", ""},
      {"set session authorization a", "a"},
      {"set session authorization default", ""},
      {"set search_path = a", ""},
      {"create role x in role a role b admin c", "a,b,c"},
      {"create role x", ""},
      {"alter role a login", "a"},
      {"alter group a add user b, c", "a,b,c"},
      {"alter role a set work_mem = 1", "a"},
      {"alter role all set work_mem = 1", ""},
      {"alter role a rename to b", "a"},
      {"drop role a, b", "a,b"},
      {"drop role if exists a", ""},
      {"reassign owned by a, b to c", "a,b,c"},
      {"drop owned by a cascade", "a"},
      {"create user mapping for a server s", "a"},
      {"create user mapping for public server s", ""},
      {"alter user mapping for a server s options (x '1')", "a"},
      {"drop user mapping for a server s", "a"},
      {"drop user mapping if exists for a server s", ""},
      {"comment on role a is 'x'", "a"},
      {"comment on table a is 'x'", ""},
      {"select 1", ""},
  };
  for (const auto& [sql, roles] : cases) EXPECT_EQ(join(only(sql).roles), roles) << sql;
}

TEST(Lower, Operations) {
  using dialects::Operation;
  const std::pair<std::string_view, Operation> cases[] = {
      {"create index concurrently i on t (a)", Operation::CreateIndexConcurrently},
      {"create index i on t (a)", Operation::Other},
      {"drop index concurrently i", Operation::DropIndexConcurrently},
      {"drop index i", Operation::Other},
      {"drop table t", Operation::Other},
      {"reindex table concurrently t", Operation::ReindexConcurrently},
      {"reindex (concurrently) index i", Operation::ReindexConcurrently},
      {"reindex (concurrently false) index i", Operation::ReindexRelation},
      {"reindex table t", Operation::ReindexRelation},
      {"reindex schema s", Operation::ReindexSchema},
      {"reindex schema concurrently s", Operation::ReindexConcurrently},
      {"reindex database d", Operation::ReindexDatabase},
      {"reindex system d", Operation::ReindexSystem},
      {"vacuum", Operation::Vacuum},
      {"vacuum (analyze) t", Operation::Vacuum},
      {"analyze t", Operation::Other},
      {"cluster", Operation::ClusterAll},
      {"cluster verbose", Operation::ClusterAll},
      {"cluster t using i", Operation::ClusterTable},
      {"create database d", Operation::CreateDatabase},
      {"drop database if exists d", Operation::DropDatabase},
      {"alter database d set tablespace s", Operation::AlterDatabaseSetTablespace},
      {"alter database d with tablespace s", Operation::AlterDatabaseSetTablespace},
      {"alter database d connection limit 3", Operation::Other},
      {"alter database d set work_mem = 1", Operation::Other},
      {"create tablespace s location '/x'", Operation::CreateTablespace},
      {"drop tablespace s", Operation::DropTablespace},
      {"alter system set work_mem = 1", Operation::AlterSystem},
      {"alter system reset all", Operation::AlterSystem},
      {"create subscription s connection 'x' publication p", Operation::CreateSubscription},
      {"create subscription s connection 'x' publication p with (create_slot)",
       Operation::CreateSubscription},
      {"create subscription s connection 'x' publication p with (connect = false)",
       Operation::Other},
      {"create subscription s connection 'x' publication p with (create_slot = off)",
       Operation::Other},
      {"create subscription s connection 'x' publication p with (create_slot = 'FALSE')",
       Operation::Other},
      {"drop subscription s", Operation::DropSubscription},
      {"alter subscription s refresh publication", Operation::RefreshSubscription},
      {"alter subscription s set publication p", Operation::RefreshSubscription},
      {"alter subscription s add publication p with (refresh = true)",
       Operation::RefreshSubscription},
      {"alter subscription s drop publication p with (refresh = false)", Operation::Other},
      {"alter subscription s set (failover = true)", Operation::AlterSubscriptionFailover},
      {"alter subscription s set (two_phase = false)", Operation::AlterSubscriptionTwoPhaseOff},
      {"alter subscription s set (two_phase = true)", Operation::Other},
      {"alter subscription s set (binary = on)", Operation::Other},
      {"alter subscription s disable", Operation::Other},
      {"alter table p detach partition c concurrently", Operation::DetachPartitionConcurrently},
      {"alter table p detach partition c", Operation::Other},
      {"alter table p detach partition c finalize", Operation::Other},
      {"discard all", Operation::DiscardAll},
      {"discard temp", Operation::Other},
      {"refresh materialized view concurrently v", Operation::Other},
      {"alter type e add value 'x'", Operation::Other},
      {"create extension x", Operation::Other},
      {"checkpoint", Operation::Other},
      {"commit prepared 'x'", Operation::Other},
  };
  for (const auto& [sql, operation] : cases) EXPECT_EQ(only(sql).operation, operation) << sql;
}

}  // namespace sqlc::sql
