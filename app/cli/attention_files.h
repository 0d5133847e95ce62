#pragma once

#include "core/config/json.h"
#include "core/experiments/attention_capture.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace nie::cli {

/// Which part of the attention goes into a file.
struct AttentionSelection {
    std::int64_t layer = 0;
    std::vector<std::int64_t> heads;    ///< one, or all of the layer
    std::optional<std::int64_t> token = {};  ///< that one's row alone; unset: the whole map
};

/// Writes maps as arrays (.npz), a table (.csv) or a figure (.png, .pdf, .svg); the file appears
/// whole or not at all. `facts` go into it. Throws InputError for a map too large for a table,
/// RunError when the file cannot be written, Interrupted.
void writeAttention(const AttentionCapture& capture, const AttentionSelection& selection,
                    const Json& facts, const std::filesystem::path& file,
                    const std::stop_token& stop);

}  // namespace nie::cli
