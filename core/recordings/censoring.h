#pragma once

#include "core/recordings/cleaning_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// The volumes of a run of `volumes` that the options leave out, ascending, counted from 0 before
/// any is dropped: those that `censor` lists ("10-12,55"), and with `censor_above` those whose
/// framewise_displacement in the table of confounds is larger (n/a counts as 0). Throws InputError
/// for a volume that the run does not have, or a table without that column.
std::vector<std::int64_t> censoredVolumes(const CleaningOptions& options, std::int64_t volumes);

}  // namespace nie
