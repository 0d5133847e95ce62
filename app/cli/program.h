#pragma once

namespace nie::cli {

/// Whether the command of a line uses threads; the others answer at once.
bool computes(int argc, const char* const* argv);

/// The program nie: reads the command line and carries it out. Returns the exit code, and catches
/// whatever is thrown.
int runProgram(int argc, const char* const* argv);

}  // namespace nie::cli
