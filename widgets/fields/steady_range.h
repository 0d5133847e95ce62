#pragma once

#include "core/results/fields/field_ranges.h"

namespace nie {

/// The ranges to show after those of an earlier prediction of the same sample: each stays where it
/// was while it holds the new one and that fills a quarter of it, so that colours do not flicker
/// while a model learns.
FieldRanges steadied(const FieldRanges& before, FieldRanges now);

}  // namespace nie
