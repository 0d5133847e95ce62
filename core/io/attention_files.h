#pragma once

#include "core/results/attention/attention_selection.h"

#include <filesystem>

namespace nie {

/// Writes what is selected as arrays that numpy.load opens; the file appears whole or not at all:
///
///     map           [row, column], of several heads [head, row, column]; float32. With a token one
///                   row (one column with `reverse`); of parts the times or the cells
///     rows, heads   numbers of the rows (tokens; of parts times or cells) and of the heads
///     row_scale     [row]
///     token_times   [token];  token_places [token, axis];  weights [token], they sum to 1
///     metadata      `facts` as JSON
///
/// Throws RunError when the file cannot be written, Interrupted.
void writeAttentionArrays(const AttentionMaps& maps, const AttentionSelection& selection,
                          const Json& facts, const std::filesystem::path& file,
                          const std::stop_token& stop);

/// Writes what is selected as a table, a line for every pair of tokens. Throws InputError for a map
/// too large for a table and for parts, RunError, Interrupted.
void writeAttentionTable(const AttentionMaps& maps, const AttentionSelection& selection,
                         const Json& facts, const std::filesystem::path& file,
                         const std::stop_token& stop);

}  // namespace nie
