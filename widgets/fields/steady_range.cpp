#include "widgets/fields/steady_range.h"

namespace nie {

namespace {

constexpr double kLeastFilling = 0.25;

ValueRange kept(const ValueRange& before, const ValueRange& now)
{
    const bool holds = before.from <= now.from && now.to <= before.to;
    const bool filled = now.to - now.from >= kLeastFilling * (before.to - before.from);
    ValueRange range = now;
    if (holds && filled) {
        range.from = before.from;
        range.to = before.to;
    }
    return range;
}

}  // namespace

FieldRanges steadied(const FieldRanges& before, FieldRanges now)
{
    now.truth = kept(before.truth, now.truth);
    now.prediction = kept(before.prediction, now.prediction);
    now.error = kept(before.error, now.error);
    return now;
}

}  // namespace nie
