#pragma once

#include "core/experiments/attention_capture.h"
#include "core/results/attention_map.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie::cli {

/// What the command line of `nie attention` says, as text and numbers.
struct AttentionRequest {
    std::string folder;
    std::string checkpoint;
    std::string split = "test";
    std::int64_t sample = 0;
    std::int64_t layer = 0;
    std::string head = "0";  ///< a number, or "all"
    std::string iteration = "last";
    std::string query;              ///< "x,y,t"; empty: none
    bool reverse = false;           ///< of the query: who attends to it
    std::optional<double> at = {};  ///< of a query's figure in the plane: the one time drawn
    std::string part = "tokens";    ///< tokens, times or cells
    std::string merging = "mean";   ///< mean or greatest
    bool statistics = false;
    bool similarity = false;
    bool ablate = false;
    bool json = false;
    std::filesystem::path file;  ///< empty: none

    /// Whether the table of all heads is wanted: when nothing else is, and when it is asked for.
    bool wantsStatistics() const
    {
        return statistics || (file.empty() && !ablate && !similarity && query.empty());
    }
    bool wantsMaps() const { return !file.empty() || !query.empty(); }
};

/// Throws InputError for an iteration that is no number.
AttentionQuestion questionOf(const AttentionRequest& request);
/// The numbers of `--query`. Throws InputError where one is none.
std::vector<double> pointOf(const std::string& query);
/// The heads asked for, of `count`. Throws InputError for what is neither a number nor "all".
std::vector<std::int64_t> headsOf(const AttentionRequest& request, std::int64_t count);
/// "tokens", "times", "cells"; "mean", "greatest". Throw InputError for other words, and for a part
/// where it has no meaning: of a query, or without a file.
AttentionPart partOf(const AttentionRequest& request);
AttentionMerging mergingOf(const AttentionRequest& request);
/// Throws InputError when the file cannot become one, before anything is computed: an unknown
/// suffix, a folder that there is not, a figure in a program that draws none.
void checkAttentionFile(const std::filesystem::path& file);
/// Whether the file is a figure: .png, .pdf, .svg.
bool isFigure(const std::filesystem::path& file);

}  // namespace nie::cli
