#pragma once

#include "core/results/attention_map.h"
#include "core/results/figure_spec.h"
#include "core/results/prediction_snapshot.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// One map: token that attends downwards, token attended to across; hatched where the limits
/// exclude it. Tokens of fields stand on the axis of time, those of one time beside each other.
PanelSpec attentionMapPanel(const AttentionOrigin& origin, const AttentionMap& map);
/// Maps of one or more heads, a panel each.
FigureSpec attentionMapFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& maps,
                              std::vector<std::pair<std::string, std::string>> provenance);

/// One side of a comparison.
struct AttentionSide {
    std::string name;  ///< "layer 0, head 1, iterate 3"
    AttentionOrigin origin;
    AttentionMap map;
};
/// Two maps in one range of colours, and A - B beside them. Throws InputError where they are not
/// between the same tokens.
FigureSpec attentionDifferenceFigure(const AttentionSide& one, const AttentionSide& other,
                                     std::vector<std::pair<std::string, std::string>> provenance);

/// What one token attends to (maps of one row), or what attends to it (of one column), over all
/// tokens, a row of panels a map: of curves a line over time; of fields on a line one map over
/// space and time; of fields in the plane a map of space at each of up to eight times, or at `time`
/// (its number) alone. The token itself is marked.
FigureSpec attentionRowFigure(const AttentionOrigin& origin, const std::vector<AttentionMap>& rows,
                              std::vector<std::pair<std::string, std::string>> provenance,
                              std::optional<std::int64_t> time = {});

/// Figure 3 of the publication: a field of the plane at its first time, and beside it what the
/// token of the rows (a head each) attends to at that time, each map in its own range. A mark
/// stands where that token is.
FigureSpec headsFigure(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                       const std::vector<AttentionMap>& rows);

}  // namespace nie
