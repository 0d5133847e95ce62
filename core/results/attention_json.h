#pragma once

#include "core/config/json.h"
#include "core/results/attention/head_similarity.h"
#include "core/results/attention_map.h"

namespace nie {

/// The run that a capture is of.
struct AttentionRun {
    std::string run;  ///< name of its folder
    std::string experiment;
    std::uint64_t seed = 1;
    std::string checkpoint;  ///< "best"
    std::int64_t step = 0;   ///< of the checkpoint
};

/// What is known of a capture: attentionToJson(), the run and the program.
Json attentionFacts(const AttentionOrigin& origin, const AttentionRun& run);
/// Whose attention it is: model, sample, iteration, kind, limits, layers, heads, tokens.
Json attentionToJson(const AttentionOrigin& origin);
/// A token's number, time and place: {"token", "t", "x", ...}.
Json tokenToJson(const AttentionTokens& tokens, std::int64_t token);
/// {"heads": [{"layer", "head", "entropy", ...}], "uniform": {...}, "entropy_absent_because"}. What
/// does not exist is null.
Json statisticsToJson(const AttentionStatistics& statistics, const AttentionOrigin& origin);
/// {"heads": ["0.0", ...], "cosines": [head][head]}: "layer.head"; NaN is null.
Json similarityToJson(const HeadSimilarity& similarity);
/// {"split", "samples", "whole": scores, "heads": [{"layer", "head", scores}], "none": scores}.
Json ablationToJson(const AblationStudy& study);

}  // namespace nie
