#pragma once

#include "core/results/attention/attention_profiles.h"
#include "core/results/attention/head_similarity.h"
#include "core/results/attention/merged_map.h"
#include "core/results/figure_spec.h"

#include <string>
#include <vector>

namespace nie {

/// How weight is spread over lags and, of fields, over distances: a line a head of `layer`, and
/// dashed that of attention without preference.
FigureSpec profilesFigure(const AttentionOrigin& origin, const AttentionProfiles& profiles,
                          std::int64_t layer);

/// The matrix of similarities, heads named "layer.head" on both axes; colours from -1 to 1.
FigureSpec similarityFigure(const HeadSimilarity& similarity);

/// What rows give and columns receive of one map, over the axes of its panel; dotted: 1 of a row,
/// and what a token receives where attention has no preference.
FigureSpec marginalsFigure(const AttentionOrigin& origin, const AttentionMap& map);

/// The numbers of heads at one checkpoint of a training.
struct AttentionMoment {
    std::int64_t step = 0;
    AttentionStatistics statistics;
};

/// A number of a head that can be followed through a training.
enum class HeadNumber { Entropy, EffectiveCount, MeanDistance, MeanLag, Locality };
/// "Entropy", with its unit where it has one.
std::string headNumberTitle(HeadNumber number, const AttentionOrigin& origin);
/// NaN where a head has none.
double headNumber(const HeadStatistics& head, HeadNumber number);

/// One number of every head over the steps of a training, and dashed that of attention without
/// preference. Moments in any order.
FigureSpec attentionCourseFigure(const AttentionOrigin& origin,
                                 std::vector<AttentionMoment> moments, HeadNumber number);

}  // namespace nie
