#pragma once

#include "core/config/json.h"
#include "core/results/attention/attention_maps.h"
#include "core/results/figure_spec.h"

#include <optional>

namespace nie {

/// Which part of the attention is drawn, or goes into a file.
struct AttentionSelection {
    std::int64_t layer = 0;
    std::vector<std::int64_t> heads = {};    ///< one, or all of the layer
    std::optional<std::int64_t> token = {};  ///< that one's row alone; unset: the whole map
    bool reverse = false;                    ///< of the token its column: who attends to it
    std::optional<std::int64_t> time = {};   ///< of fields in the plane: the one time that is drawn
    AttentionPart part = AttentionPart::Tokens;         ///< of whole maps
    AttentionMerging merging = AttentionMerging::Mean;  ///< of whole maps too large to be drawn
};

/// Hands over what is selected as blocks of rows, head by head. Throws Interrupted.
void forSelectedBlocks(const AttentionMaps& maps, const AttentionSelection& selection,
                       const std::function<void(const AttentionMap& block)>& take,
                       const std::stop_token& stop);

/// What is selected as a figure, a panel or more a head: rows and columns over the domain, whole
/// maps as matrices, of more than 512 tokens merged. `facts` (attentionFacts()) become its
/// provenance. Throws InputError for three axes of space and more, Interrupted.
FigureSpec attentionFigure(const AttentionMaps& maps, const AttentionSelection& selection,
                           const Json& facts, const std::stop_token& stop);

/// Rows and columns of a map that is drawn: more would be finer than the paper shows.
inline constexpr std::int64_t kDrawnTokens = 512;

/// What a figure says of where it comes from, of facts.
std::vector<std::pair<std::string, std::string>> attentionProvenance(const Json& facts);

}  // namespace nie
