#include "cli/host.hpp"
#include "run.hpp"

int main(int argc, char** argv) {
  sqlc::RealFileSystem files;
  sqlc::Host host = sqlc::cli::real_host(files);
  return sqlc::run({argv + (argc > 0 ? 1 : 0), argv + argc}, host);
}
