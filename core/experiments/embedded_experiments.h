#pragma once

#include <span>
#include <string_view>

namespace nie {

/// A text file that was compiled into the program.
struct EmbeddedFile {
    std::string_view name;  ///< without its folder
    std::string_view text;
};

/// resources/experiments/*.json, by name.
std::span<const EmbeddedFile> embeddedExperiments();

}  // namespace nie
