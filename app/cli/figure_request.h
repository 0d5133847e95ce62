#pragma once

#include "app/cli/attention_request.h"
#include "core/results/export_settings.h"
#include "core/results/run_view.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie::cli {

/// What the command line of `nie figure` says, as text and numbers.
struct FigureRequest {
    std::string folder;
    std::vector<std::string> views;
    std::string checkpoint;
    std::string split = "test";
    std::int64_t sample = 0;
    std::optional<double> time;
    std::string channel;         ///< a number or a name; empty: that of the look
    std::string look;            ///< a file, or the JSON itself; empty: the default
    AttentionRequest attention;  ///< layer, head, iteration, query, reverse, part, merging
    std::string preset;
    std::string width;  ///< "89", "89mm", "3.5in"
    std::string height;
    std::optional<double> font;
    std::optional<int> dpi;
    std::string sheet;  ///< "2x2"; empty: one figure
    std::string letters = "a";
    std::string numbers;  ///< csv or npz: beside the file; empty: not
    std::filesystem::path file;
    bool listPresets = false;
    bool json = false;
};

void addFigureOptions(CLI::App& command, FigureRequest& request);

/// Size, preset and resolution. Throws InputError for a length that is none.
ExportSettings exportSettingsOf(const FigureRequest& request);

/// Millimetres of "89", "89mm", "8.9cm" or "3.5in". Throws InputError naming `option`.
double readLength(const std::string& text, const std::string& option);

/// The view of a name, as far as it can be told without the run; "compare" and "space_time" are
/// known, too. Throws InputError.
RunView requestedView(const FigureRequest& request, const std::string& name);

/// The view with its channel and time as they are in the sample. Throws InputError naming what
/// there is.
RunView fittedView(const FigureRequest& request, RunView view, const PredictionSnapshot& sample);

}  // namespace nie::cli
