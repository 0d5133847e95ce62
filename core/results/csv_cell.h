#pragma once

#include <string>

namespace nie {

/// A text as one cell of a CSV line, by RFC 4180: quoted where a separator, a quote or a line end is
/// inside, quotes doubled.
std::string csvCell(const std::string& text);

}  // namespace nie
