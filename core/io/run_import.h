#pragma once

#include <filesystem>

namespace nie {

/// Makes a run folder of the curves of another program, below `root`, and returns it: config.json
/// (experiment "imported"), env.json (`imported`: file and kind), metrics.csv.
///
/// TensorBoard event files are known by their content; any other file is read as a table with a
/// column `step` (CSV, TSV, as TensorBoard and Weights & Biases save them). Training and validation
/// loss are recognised by their usual names ("loss", "train/loss", "val_loss", ...) and become
/// train_loss and validation_loss; other curves keep theirs. Throws InputError naming file and
/// byte, or line, for damaged files and where there is nothing to import; nothing is left behind
/// then.
std::filesystem::path importRun(const std::filesystem::path& file,
                                const std::filesystem::path& root);

}  // namespace nie
