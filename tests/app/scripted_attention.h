#pragma once

#include "app/attention_engine.h"
#include "core/base/error.h"
#include "tests/support/plain_attention.h"

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

namespace nie::test {

/// Attention in closed form (PlainAttention) in place of trained models: checkpoints are named
/// "step-000010", "best" is step 30; splits have four samples, every solve five iterates. A run in
/// the folder "kernel" has a kernel and no attention.
class ScriptedAttention : public AttentionEngine {
public:
    PlainAttention::Look look;
    std::chrono::milliseconds openTime{0};
    mutable std::atomic<int> opened = 0;

    std::shared_ptr<const OpenedAttention> open(const AttentionTarget& target,
                                                const std::stop_token& stop) const override
    {
        wait(openTime, stop);
        ++opened;
        if (target.sample < 0 || target.sample >= kSamples)
            throw InputError("sample", "there is no such sample", std::to_string(target.sample),
                             "0 to 3");
        const std::int64_t iteration = target.iteration.value_or(4);
        if (iteration > 4)
            throw InputError("iteration", "there is no such iterate", std::to_string(iteration),
                             "0 to 4");
        auto result = std::make_shared<OpenedAttention>();
        result->target = target;
        result->run = {target.folder.filename().string(), "plain", 1, target.checkpoint,
                       stepOf(target.checkpoint)};
        result->samples = kSamples;
        result->hasKernel = target.folder.filename() == "kernel";
        result->sample = std::make_shared<const PredictionSnapshot>(sampleOf(target.sample));
        if (result->hasKernel) {
            result->absence = "no attention";
            return result;
        }
        PlainAttention::Look now = look;
        now.iteration = iteration;
        result->maps = std::make_shared<const PlainAttention>(now);
        result->coupling = 0.5;
        return result;
    }
    AblationStudy ablate(const std::filesystem::path&, const std::string&, const std::string& split,
                         const std::stop_token& stop) const override
    {
        wait(openTime, stop);
        AblationStudy study;
        study.split = split;
        study.samples = kSamples;
        study.whole.mse = 1.0;
        study.none.mse = 8.0;
        for (std::int64_t layer = 0; layer < look.layers; ++layer)
            for (std::int64_t head = 0; head < look.heads; ++head) {
                HeadAblation without{layer, head, {}};
                without.scores.mse = 1.0 + 0.25 * static_cast<double>(head);
                study.heads.push_back(without);
            }
        return study;
    }
    KernelMap learnedKernel(const std::filesystem::path&, const std::string&,
                            const std::stop_token&) const override
    {
        KernelMap map;
        map.model = "nie";
        map.form = "factorised";
        map.limits = "fredholm";
        map.split = "test";
        map.curves = 3;
        map.times = {0.0, 1.0};
        map.strength = {1.0, 2.0, 3.0, 4.0};
        return map;
    }
    std::shared_ptr<const RegionGraph> regionGraph(const std::filesystem::path&,
                                                   const std::string&, double,
                                                   const std::stop_token&) const override
    {
        throw InputError("region graph", "no regions");
    }
    std::shared_ptr<const PredictedWindows> predictedWindows(const std::filesystem::path&,
                                                             const std::string&, const std::string&,
                                                             const std::stop_token&) const override
    {
        throw InputError("windows", "no recording");
    }

private:
    static constexpr std::int64_t kSamples = 4;

    static std::int64_t stepOf(const std::string& checkpoint)
    {
        return checkpoint.starts_with("step-") ? std::stoll(checkpoint.substr(5)) : 30;
    }
    PredictionSnapshot sampleOf(std::int64_t number) const
    {
        PredictionSnapshot sample;
        sample.sample = number;
        sample.channels = {"u"};
        sample.timeLabel = "t (s)";
        sample.times = {0.0, 1.0, 3.0};
        if (look.fields)
            sample.space = {{.name = "x", .label = "x (m)", .coordinates = {1, 2, 3, 4}},
                            {.name = "y", .label = "y (m)", .coordinates = {-1, 1}}};
        const std::size_t values = look.fields ? 24 : 3;
        for (std::size_t k = 0; k < values; ++k)
            sample.truth.push_back(static_cast<double>(number) + 0.1 * static_cast<double>(k));
        sample.prediction = sample.truth;
        sample.iterates.assign(4, sample.truth);
        return sample;
    }
    static void wait(std::chrono::milliseconds time, const std::stop_token& stop)
    {
        const auto end = std::chrono::steady_clock::now() + time;
        while (std::chrono::steady_clock::now() < end) {
            if (stop.stop_requested())
                throw Interrupted();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
};

}  // namespace nie::test
