#include "core/experiments/region_attention.h"

#include "core/base/error.h"
#include "core/experiments/attention_capture.h"

#include <algorithm>

namespace nie {

namespace {

std::int64_t samplesOf(const TrainingTask& task, const std::string& split)
{
    const Split& sets = task.split;
    return static_cast<std::int64_t>((split == "training"     ? sets.training
                                      : split == "validation" ? sets.validation
                                                              : sets.test)
                                         .size());
}

}  // namespace

RegionAttention regionAttention(const TrainingTask& task, const RegionAttentionQuestion& question,
                                const std::stop_token& stop)
{
    const Dataset& dataset = *task.dataset;
    if (dataset.spaceDimensions() != 1)
        throw InputError("region graph", "the run's data have no regions as places",
                         std::to_string(dataset.spaceDimensions()) + " axes of space",
                         "a recording imported with --set layout=field");
    const std::int64_t places = dataset.space[0].size();
    const std::int64_t all = samplesOf(task, question.split);
    RegionAttention result;
    result.samples = std::min(question.samples, all);
    result.matrix = Eigen::MatrixXd::Zero(places, places);
    for (std::int64_t k = 0; k < result.samples; ++k) {
        AttentionQuestion one;
        one.split = question.split;
        one.sample = k * all / result.samples;
        const AttentionCapture capture(task, one, stop);
        const std::int64_t cells = capture.origin().tokens.cellCount();
        if (cells != places)
            throw InputError("region graph", "a cell of the model holds several regions",
                             std::to_string(cells) + " cells for " + std::to_string(places) +
                                 " regions",
                             "a run with model.patch=1");
        const std::int64_t first = question.head.value_or(0);
        const std::int64_t end = question.head ? first + 1 : capture.origin().heads;
        for (std::int64_t head = first; head < end; ++head) {
            const AttentionMap map =
                capture.partMap(question.layer, head, AttentionPart::Cells, stop);
            for (std::int64_t row = 0; row < places; ++row)
                for (std::int64_t column = 0; column < places; ++column)
                    result.matrix(row, column) +=
                        map.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)) /
                        static_cast<double>(result.samples * (end - first));
        }
    }
    return result;
}

}  // namespace nie
