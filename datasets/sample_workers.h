#pragma once

#include "core/data/generation.h"

namespace nie {

/// Makes samples 0 .. total - 1 in blocks of `block` (the last may be smaller) on
/// context.threads threads: work(first, count) is called once for each block, in any order and
/// without gradients. Reports to context.progress after each. Throws Interrupted when the stop
/// token fired, else the first exception of `work`, which ends the others too; no thread outlives
/// the call. Where the blocks begin does not depend on the number of threads.
void makeSamples(std::int64_t total, std::int64_t block, const GenerationContext& context,
                 const std::function<void(std::int64_t first, std::int64_t count)>& work);

}  // namespace nie
