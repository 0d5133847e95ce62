#pragma once

#include <string_view>

namespace nie {

/// A text file that was compiled into the program (cmake/NieEmbed.cmake).
struct EmbeddedFile {
    std::string_view name;  ///< without its folder
    std::string_view text;
};

}  // namespace nie
