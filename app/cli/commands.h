#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace nie::cli {

/// What was asked for; run once the whole command line has been read. Returns the exit code.
using Action = std::function<int()>;

// Each adds its subcommand, which stores its action in `chosen` when it is the one given.
void addListCommand(CLI::App& program, Action& chosen);
void addTrainCommand(CLI::App& program, Action& chosen);
void addEvaluateCommand(CLI::App& program, Action& chosen);
void addGenerateCommand(CLI::App& program, Action& chosen);
void addAttentionCommand(CLI::App& program, Action& chosen);
void addFigureCommand(CLI::App& program, Action& chosen);
void addInfoCommand(CLI::App& program, Action& chosen);
void addMovieCommand(CLI::App& program, Action& chosen);
void addBrainCommand(CLI::App& program, Action& chosen);
void addSolveCommand(CLI::App& program, Action& chosen);
void addBenchCommand(CLI::App& program, Action& chosen);
void addReproduceCommand(CLI::App& program, Action& chosen);
void addSelfTestCommand(CLI::App& program, Action& chosen);
void addSweepCommand(CLI::App& program, Action& chosen);
void addVersionCommand(CLI::App& program, Action& chosen);

}  // namespace nie::cli
