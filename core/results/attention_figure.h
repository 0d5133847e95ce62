#pragma once

#include "core/results/attention_map.h"
#include "core/results/figure_spec.h"
#include "core/results/prediction_snapshot.h"

#include <string>
#include <utility>
#include <vector>

namespace nie {

/// Maps of one or more heads, a panel each: token that attends downwards, token attended to across;
/// hatched where the limits exclude it.
FigureSpec attentionMapFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& maps,
                              std::vector<std::pair<std::string, std::string>> provenance);

/// What one token attends to, over all tokens, a row of panels a head (maps of one row each): of
/// curves a line over time; of fields on a line one map over space and time; of fields in the plane
/// a map of space at each of up to eight times. The token itself is marked.
FigureSpec attentionRowFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& rows,
                              std::vector<std::pair<std::string, std::string>> provenance);

/// Figure 3 of the publication: a field of the plane at its first time, and beside it what the token
/// of the rows (a head each) attends to at that time.
FigureSpec headsFigure(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                       const std::vector<AttentionMap>& rows);

}  // namespace nie
