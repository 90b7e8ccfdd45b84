#include "import/import.hpp"

namespace sqlc::import {

const std::vector<const Layout*>& layouts() {
  static const std::vector<const Layout*> all = {
#define SQLC_LAYOUT(variable) &variable,
#include "import/layouts.def"
#undef SQLC_LAYOUT
  };
  return all;
}

}  // namespace sqlc::import
