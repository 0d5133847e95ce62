#pragma once

#include "core/results/attention/head_similarity.h"
#include "core/results/attention_map.h"

#include <string>
#include <vector>

namespace nie::cli {

/// One or two lines: kind, limits, sample, iterate, tokens.
std::string describeOrigin(const AttentionOrigin& origin);
/// "t = 0.5, x = 0.25"
std::string describeToken(const AttentionTokens& tokens, std::int64_t token);
/// The numbers of every head, and below them those of attention without preference.
std::string statisticsTable(const AttentionStatistics& statistics, const AttentionOrigin& origin);
/// The cosine between the maps of every two heads.
std::string similarityTable(const HeadSimilarity& similarity);
/// The tokens to which a row (of a map with one) gives the greatest weights, or which give them to
/// a column.
std::string strongestTokens(const AttentionMap& row, const AttentionTokens& tokens);
/// The error without each head, and how much more it is.
std::string ablationTable(const AblationStudy& study);

}  // namespace nie::cli
