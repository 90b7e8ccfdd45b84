#pragma once

#include "script/context.hpp"
#include "script/writer.hpp"

namespace sqlc::script {

/// The whole script.
void render(Writer& writer, const Context& context);

/// One revision with statements outside of transactions: segment `segment`, from 0.
void render_outside(Writer& writer, const Context& context, std::size_t segment);

}  // namespace sqlc::script
