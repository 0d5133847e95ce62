#pragma once

#include <array>
#include <utility>

namespace nie {

/// The pages of the window.
enum class Page { Start, Train, Fields, Attention, Equations, Data, Recordings, Paper, Runs, Sweeps };

/// Every page and its name in action names, on the command line and in the session's file.
inline constexpr std::array kPageNames{
    std::pair(Page::Start, "start"),         std::pair(Page::Train, "train"),
    std::pair(Page::Fields, "fields"),       std::pair(Page::Attention, "attention"),
    std::pair(Page::Equations, "equations"), std::pair(Page::Data, "data"),
    std::pair(Page::Recordings, "recordings"), std::pair(Page::Paper, "paper"),
    std::pair(Page::Runs, "runs"),           std::pair(Page::Sweeps, "sweeps")};

}  // namespace nie
