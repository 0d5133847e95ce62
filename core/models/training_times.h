#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

namespace nie {

/// The times of the training grid, for models that go forward from the first points of a query.
class TrainingTimes {
public:
    /// times: [time], ascending, at least 2; `givenPoints` of the first ones are given.
    TrainingTimes(const torch::Tensor& times, std::int64_t givenPoints);

    std::int64_t count() const { return static_cast<std::int64_t>(m_times.size()); }
    /// 0 at the first and 1 at the last time.
    torch::Tensor unit(const torch::Tensor& times) const;
    /// Place in the list at which a query begins, whose given points stand at successive times of
    /// the training. Throws InputError naming `model` where they do not, or a time is out of reach.
    std::int64_t startOf(const torch::Tensor& times, const std::string& model) const;
    /// The times as if the query began at the first one, for models that know only the time since
    /// then. Throws as startOf().
    torch::Tensor sinceStart(const torch::Tensor& times, const std::string& model) const;
    bool areAll(const torch::Tensor& times) const;
    /// Whether the times divide the training's interval into equal steps, from end to end.
    bool divide(const torch::Tensor& times) const;
    /// So many frames of the training grid from `start` on are needed to reach all these times.
    std::int64_t framesNeeded(const torch::Tensor& times, std::int64_t start) const;
    /// frames [batch, frame, ...] at the training times from `start` on -> the same at `times`:
    /// itself there, between them by a natural cubic spline.
    torch::Tensor interpolate(const torch::Tensor& frames, const torch::Tensor& times,
                              std::int64_t start) const;

private:
    /// Positions in the list of times: 1.5 is the middle between the second and the third.
    std::vector<double> positionsOf(const torch::Tensor& times) const;
    void requireReach(const torch::Tensor& times, const std::vector<double>& positions,
                      double start, const std::string& model) const;

    std::vector<double> m_times;
    std::int64_t m_given;
};

}  // namespace nie
