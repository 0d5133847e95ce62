#include "core/results/attention_json.h"

#include "core/base/version.h"
#include "core/results/run_folder.h"

namespace nie {

namespace {

Json orNull(const std::optional<double>& number)
{
    return number ? Json(*number) : Json();
}

Json numbersOf(const HeadStatistics& head)
{
    return {{"entropy", orNull(head.entropy)},
            {"effective_count", orNull(head.effectiveCount)},
            {"mean_distance", orNull(head.meanDistance)},
            {"mean_lag", head.meanLag},
            {"mean_time_distance", head.meanTimeDistance},
            {"locality_share", head.localityShare},
            {"row_sum", {head.leastRowSum, head.meanRowSum, head.greatestRowSum}},
            {"mass_outside_limits", head.massOutsideLimits}};
}

}  // namespace

Json attentionFacts(const AttentionOrigin& origin, const AttentionRun& run)
{
    Json facts = attentionToJson(origin);
    facts["run"] = run.run;
    facts["experiment"] = run.experiment;
    facts["seed"] = run.seed;
    facts["checkpoint"] = run.checkpoint;
    facts["step"] = run.step;
    facts["program"] = "nie " + versionNumber();
    return facts;
}

Json attentionToJson(const AttentionOrigin& origin)
{
    Json axes = Json::array();
    for (const TokenAxis& axis : origin.tokens.space)
        axes.push_back({{"name", axis.name},
                        {"from", axis.from},
                        {"length", axis.length},
                        {"periodic", axis.periodic},
                        {"cells", axis.centres.size()}});
    return {{"model", origin.model},
            {"split", origin.split},
            {"sample", origin.sample},
            {"data_sample", origin.dataSample},
            {"iteration", origin.iteration},
            {"iterations", origin.iterations},
            {"residual", origin.residual},
            {"attention", origin.kind},
            {"limits", origin.limits},
            {"distributions", origin.distributions},
            {"layers", origin.layers},
            {"heads", origin.heads},
            {"tokens",
             {{"count", origin.tokens.count()},
              {"times", origin.tokens.timeCount()},
              {"cells", origin.tokens.cellCount()},
              {"space", axes}}}};
}

Json tokenToJson(const AttentionTokens& tokens, std::int64_t token)
{
    Json json = {{"token", token}, {"t", tokens.time(token)}};
    const auto place = tokens.place(token);
    for (std::size_t a = 0; a < place.size(); ++a)
        json[tokens.space[a].name] = place[a];
    return json;
}

Json statisticsToJson(const AttentionStatistics& statistics, const AttentionOrigin& origin)
{
    Json heads = Json::array();
    for (const HeadStatistics& head : statistics.heads) {
        Json json = numbersOf(head);
        json["layer"] = head.layer;
        json["head"] = head.head;
        heads.push_back(std::move(json));
    }
    Json json = {{"heads", heads},
                 {"uniform", numbersOf(statistics.uniform)},
                 {"local_reach", HeadStatistics::kLocalReach}};
    if (!origin.distributions)
        json["entropy_absent_because"] = origin.entropyAbsence();
    return json;
}

Json similarityToJson(const HeadSimilarity& similarity)
{
    Json names = Json::array();
    Json cosines = Json::array();
    for (std::int64_t one = 0; one < similarity.count(); ++one) {
        names.push_back(std::to_string(one / similarity.heads) + "." +
                        std::to_string(one % similarity.heads));
        const auto begin = similarity.values.begin() + one * similarity.count();
        cosines.push_back(std::vector<double>(begin, begin + similarity.count()));
    }
    return {{"heads", names}, {"cosines", cosines}};
}

Json ablationToJson(const AblationStudy& study)
{
    Json heads = Json::array();
    for (const HeadAblation& head : study.heads) {
        Json json = scoresToJson(head.scores);
        json["layer"] = head.layer;
        json["head"] = head.head;
        heads.push_back(std::move(json));
    }
    return {{"split", study.split},
            {"samples", study.samples},
            {"whole", scoresToJson(study.whole)},
            {"heads", heads},
            {"none", scoresToJson(study.none)}};
}

}  // namespace nie
