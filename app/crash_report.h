#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace nie {

/// From now on a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, std::terminate) leaves a text
/// file in the folder: the program, what it was doing, the exception, the calls. Then it goes the
/// way of every crash. An empty folder: nothing is written.
void reportCrashesTo(const std::filesystem::path& folder, const std::string& program);

/// What the program does at the moment, for a report; from the window's thread.
void noteForCrashReport(const std::string& doing);

/// The report of a crash that nobody has seen yet, under the name that it keeps until the next one;
/// nothing where there is none.
std::optional<std::filesystem::path> takeCrashReport(const std::filesystem::path& folder);

}  // namespace nie
