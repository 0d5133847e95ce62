#include "core/results/attention/attention_selection.h"

#include "core/results/attention_figure.h"

namespace nie {

void forSelectedBlocks(const AttentionMaps& maps, const AttentionSelection& selection,
                       const std::function<void(const AttentionMap& block)>& take,
                       const std::stop_token& stop)
{
    for (const auto head : selection.heads) {
        if (selection.token && selection.reverse)
            take(maps.column(selection.layer, head, *selection.token, stop));
        else if (selection.token)
            take(maps.map(selection.layer, head, {*selection.token}));
        else if (selection.part != AttentionPart::Tokens)
            take(maps.partMap(selection.layer, head, selection.part, stop));
        else
            maps.forBlocks(selection.layer, head, take, stop);
    }
}

std::vector<std::pair<std::string, std::string>> attentionProvenance(const Json& facts)
{
    std::vector<std::pair<std::string, std::string>> provenance;
    for (const char* key : {"run", "model", "checkpoint", "step", "split", "sample", "iteration"})
        if (facts.contains(key))
            provenance.emplace_back(key, facts[key].is_string() ? facts[key].get<std::string>()
                                                                : facts[key].dump());
    return provenance;
}

FigureSpec attentionFigure(const AttentionMaps& maps, const AttentionSelection& selection,
                           const Json& facts, const std::stop_token& stop)
{
    std::vector<AttentionMap> drawn;
    if (!selection.token && selection.part == AttentionPart::Tokens) {
        for (const auto head : selection.heads)
            drawn.push_back(maps.mergedMap(
                selection.layer, head,
                MergedLook{.most = kDrawnTokens, .merging = selection.merging}, stop));
    } else {
        forSelectedBlocks(
            maps, selection, [&](const AttentionMap& block) { drawn.push_back(block); }, stop);
    }
    return selection.token ? attentionRowFigure(maps.origin(), drawn, attentionProvenance(facts),
                                                selection.time)
                           : attentionMapFigure(maps.origin(), drawn, attentionProvenance(facts));
}

}  // namespace nie
