#include "script/guard.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"

namespace sqlc::script {

static std::string_view word(history::Direction direction) {
  switch (direction) {
    case history::Direction::Upgrade: return "upgrade";
    case history::Direction::Downgrade: return "downgrade";
    case history::Direction::Stamp: return "stamp";
  }
  return {};
}

std::string progress(history::Direction direction, const PlannedStep& step, std::uint32_t done) {
  std::string text = std::string(word(direction)) + " of " + step.input->revision->id.text + ", " +
                     std::to_string(done) + " of " + std::to_string(step.counted) +
                     " statements done";
  if (done == 0) return text;
  // A script made of other statements must not go on behind these.
  std::string ran;
  std::uint32_t seen = 0;
  for (const Part& part : step.parts) {
    for (std::uint32_t i = part.first; i < part.last && seen < done; ++i) {
      append(ran, {step.input->statements[i].span.text(), ";"});
      seen += part.mode == Mode::Session ? 0 : 1;
    }
  }
  return text + " (" + sha256_hex(ran).substr(0, 8) + ")";
}

static void add_server(std::string& body, const Guard& guard) {
  const std::string major = std::to_string(guard.oldest_server);
  append(body,
         {"  IF pg_catalog.current_setting('server_version_num')::int < ", major,
          "0000 THEN\n"
          "    RAISE EXCEPTION 'sqlc: this script is for PostgreSQL ",
          major,
          " and newer, the server is %',\n      pg_catalog.current_setting('server_version');\n"
          "  END IF;\n"
          "  IF pg_catalog.pg_is_in_recovery() THEN\n"
          "    RAISE EXCEPTION 'sqlc: this server is a standby'\n      USING HINT = 'Run the "
          "script on the primary.';\n"
          "  END IF;\n"});
}

static void add_lock(std::string& body, const Terms& terms) {
  append(body,
         {"  IF NOT pg_catalog.pg_try_advisory_xact_lock(", terms.lock_key,
          ") THEN\n"
          "    RAISE EXCEPTION 'sqlc: another run is at work in this database'\n"
          "      USING HINT = 'Wait for it to end; pg_locks shows its pid (locktype advisory).';\n"
          "  END IF;\n"});
}

static void add_roles(std::string& body, const Guard& guard) {
  if (guard.roles.empty()) return;
  append(body,
         {"  SELECT pg_catalog.string_agg(pg_catalog.quote_ident(name), ', ') INTO trouble\n    "
          "FROM pg_catalog.unnest(",
          text_array(guard.roles),
          ") AS name\n"
          "    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name);\n"
          "  IF trouble IS NOT NULL THEN\n"
          "    RAISE EXCEPTION 'sqlc: roles that this script names do not exist: %', trouble\n"
          "      USING HINT = 'Create them first: roles belong to the whole server.';\n"
          "  END IF;\n"});
}

static bool from_base(const Guard& guard) { return guard.stations.front().rows.empty(); }

static void add_table(std::string& body, const Terms& terms, const Guard& guard) {
  append(body, {"  IF pg_catalog.to_regclass(", terms.table_literal, ") IS NULL THEN\n"});
  if (from_base(guard)) {
    body += terms.create_table;
  } else {
    append(body, {"    RAISE EXCEPTION 'sqlc: there is no table ", terms.table_message,
                  " in database %', pg_catalog.current_database()\n"
                  "      USING HINT = 'Is it the right database? A new one starts from base: sqlc "
                  "upgrade base:",
                  place(guard.direction == history::Direction::Downgrade
                            ? std::span(guard.stations.front().rows)
                            : std::span(guard.end),
                        ","),
                  "';\n"});
  }
  append(body, {"  END IF;\n  LOCK TABLE ", terms.table, " IN SHARE ROW EXCLUSIVE MODE;\n"});
}

static void add_interrupted(std::string& body, const Terms& terms, bool resumes) {
  append(body, {"  trouble := substring(pg_catalog.obj_description(", terms.table_literal,
                "::regclass, 'pg_class')\n    FROM '\\[sqlc: inside ([^]]*)\\]');\n"});
  if (resumes) return;
  append(body, {"  IF trouble IS NOT NULL THEN\n"
                "    RAISE EXCEPTION 'sqlc: a script stopped inside %', trouble\n"
                "      USING HINT = 'Run that script again: it goes on where it stopped.';\n"
                "  END IF;\n"});
}

/// The version rows in the order of their bytes, as an SQL expression.
static std::string rows_of(const Terms& terms) {
  return "ARRAY(SELECT version_num::text FROM " + terms.table +
         " ORDER BY version_num::text COLLATE \"C\")";
}

static constexpr std::string_view where_it_is =
    "coalesce(nullif(pg_catalog.array_to_string(have, ','), ''), 'base')";

static void add_refusal(std::string& body, const Guard& guard) {
  const std::string end = place(guard.end, ",");
  append(body, {"    trouble := ", where_it_is,
                ";\n"
                "    RAISE EXCEPTION 'sqlc: the database is at %, this script goes from ",
                place(guard.stations.front().rows, ","), " to ", end,
                "', trouble\n"
                "      USING HINT = CASE WHEN have OPERATOR(pg_catalog.=) ",
                text_array(guard.end), " THEN 'It is there already.'\n"});
  if (guard.direction == history::Direction::Downgrade) {
    body +=
        "        WHEN have OPERATOR(pg_catalog.=) '{}'::text[] THEN 'There is nothing to take "
        "back.'\n";
  }
  append(body, {"        ELSE 'Compile for where it stands: sqlc ", guard.command,
                " ' || trouble || ':", end, "' END;\n  END IF;\n"});
}

/// CASE branches, a few on a line: `WHEN … THEN …`.
static void add_stations(std::string& body, const Guard& guard) {
  for (const Station& station : guard.stations) {
    append(body, {"\n    WHEN have OPERATOR(pg_catalog.=) ", text_array(station.rows), " THEN ",
                  std::to_string(station.step)});
  }
}

static void add_progress(std::string& body, const Plan& plan, const Guard& guard) {
  body += "  done := 0;\n  IF trouble IS NOT NULL THEN\n";
  if (guard.outside.empty()) {
    body += "    done := NULL;\n";
  } else {
    body +=
        "    done := CASE step::text || ' ' || pg_catalog.replace(trouble, ', the next begun', '')";
    for (const std::uint32_t step : guard.outside) {
      for (const Part& part : plan.steps[step].parts) {
        if (part.mode == Mode::Session) continue;
        append(body, {"\n      WHEN '", std::to_string(step), " ",
                      progress(guard.direction, plan.steps[step], part.done_before), "' THEN ",
                      std::to_string(part.done_before)});
      }
    }
    body += " END;\n";
  }
  body +=
      "    IF done IS NULL THEN\n"
      "      RAISE EXCEPTION 'sqlc: another script stopped inside %', trouble\n"
      "        USING HINT = 'Run that script again: it goes on where it stopped.';\n"
      "    END IF;\n  END IF;\n";
}

static void add_choice(std::string& body, const Terms& terms, const Plan& plan,
                       const Guard& guard) {
  body += "  step := CASE";
  add_stations(body, guard);
  body += " END;\n  IF step IS NULL THEN\n";
  add_refusal(body, guard);
  add_progress(body, plan, guard);
  body +=
      "  PERFORM pg_catalog.set_config('sqlc.step', step::text, true), "
      "pg_catalog.set_config('sqlc.done', done::text, "
      "true);\n";
  if (!guard.session_lock) return;
  append(body, {"  PERFORM pg_catalog.pg_try_advisory_lock(", terms.lock_key, ");\n"});
}

static void add_owner(std::string& body, const Terms& terms, const Guard& guard) {
  if (guard.outside.empty()) return;
  append(body, {"  IF NOT (SELECT pg_catalog.pg_has_role(relowner, 'USAGE') FROM "
                "pg_catalog.pg_class WHERE oid = ",
                terms.table_literal,
                "::regclass) THEN\n"
                "    RAISE EXCEPTION 'sqlc: role % does not own ",
                terms.table_message,
                ", whose comment keeps the progress of this script', current_user;\n"
                "  END IF;\n"});
}

void put_guard(Writer& writer, const Terms& terms, const Plan& plan, const Guard& guard) {
  const bool resumes = guard.stations.size() > 1 || !guard.outside.empty();
  std::string body = "DECLARE\n  have text[];\n  trouble text;\n";
  if (resumes) body += "  step int;\n  done int;\n";
  body += "BEGIN\n";
  add_server(body, guard);
  add_lock(body, terms);
  add_roles(body, guard);
  add_table(body, terms, guard);
  add_owner(body, terms, guard);
  add_interrupted(body, terms, resumes);
  append(body, {"  have := ", rows_of(terms), ";\n"});
  if (resumes) {
    add_choice(body, terms, plan, guard);
  } else {
    append(body, {"  IF have OPERATOR(pg_catalog.<>) ", text_array(guard.stations.front().rows),
                  " THEN\n"});
    add_refusal(body, guard);
  }
  writer.line("-- Stops here, with nothing changed, unless the database is one that this is for.");
  writer.block("", body);
}

std::string recheck(const Terms& terms, std::string_view expected) {
  std::string body;
  append(body, {"  LOCK TABLE ", terms.table, " IN SHARE ROW EXCLUSIVE MODE;\n  IF (",
                rows_of(terms), "\n    OPERATOR(pg_catalog.=) ", expected,
                ") IS NOT TRUE THEN\n    RAISE EXCEPTION 'sqlc: something else moved the database "
                "while this "
                "script ran';\n  END IF;\n"});
  return body;
}

}  // namespace sqlc::script
