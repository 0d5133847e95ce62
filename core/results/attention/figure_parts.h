#pragma once

#include "core/results/attention_map.h"
#include "core/results/figure_spec.h"

namespace nie {

// What the figures of attention have in common.

/// "softmax attention, test sample 0, at the solution".
std::string attentionTitle(const AttentionOrigin& origin);
/// "layer 0, head 1".
std::string headTitle(const AttentionMap& map);
/// How the entries of a merged map come about: "mean of 4 × 4 tokens".
std::string mergingText(const AttentionMap& map);
/// Of a colour bar: "weight, mean of 4 × 4 tokens".
std::string attentionValueLabel(const AttentionOrigin& origin, const AttentionMap& map);
/// Weights from zero on, signed kernels about zero.
void colourAttention(ImageSpec& image, const AttentionOrigin& origin);
/// Where the colours of a map end: at its greatest entry, or where few entries (a token that looks
/// at nothing but itself) stand out by more than a factor of two, at the 99.5 % quantile.
struct AttentionColourEnd {
    double value = 1.0;
    bool isQuantile = false;
};
AttentionColourEnd attentionColourEnd(const AttentionMap& map);
/// A point that stands out on both colour maps.
SeriesSpec tokenMark(double x, double y);
/// A figure for so many panels.
FigureSpec emptyAttentionFigure(const AttentionOrigin& origin, std::size_t columns,
                                std::size_t rows,
                                std::vector<std::pair<std::string, std::string>> provenance);

}  // namespace nie
