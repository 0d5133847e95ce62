#pragma once

#include "core/results/attention/attention_selection.h"

#include <filesystem>

namespace nie::cli {

/// Writes maps as arrays (.npz), a table (.csv) or a figure (.png, .pdf, .svg); the file appears
/// whole or not at all. `facts` go into it. Throws InputError for a map too large for a table,
/// RunError when the file cannot be written, Interrupted.
void writeAttention(const AttentionMaps& maps, const AttentionSelection& selection,
                    const Json& facts, const std::filesystem::path& file,
                    const std::stop_token& stop);

}  // namespace nie::cli
