#include "widgets/figures/axis_ticks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// The minus sign of typesetting, as wide as a plus.
std::string withMinusSign(std::string text)
{
    return !text.empty() && text.front() == '-' ? "\u2212" + text.substr(1) : text;
}

double niceStep(double rough)
{
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * (1 - 1e-9))
            return factor * power;
    return 10 * power;
}

int decimalsOf(double step)
{
    return std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
}

/// Ticks at 1, 2, 5 times powers of ten, for spans that hold fewer than two whole decades.
AxisTicks numbersOnLogarithm(double from, double to, int wanted)
{
    AxisTicks ticks;
    for (int power = static_cast<int>(std::floor(std::log10(from))); std::pow(10.0, power) <= to;
         ++power)
        for (int digit = 1; digit < 10; ++digit) {
            const double value = digit * std::pow(10.0, power);
            if (value < from * (1 - 1e-9) || value > to * (1 + 1e-9))
                continue;
            if (digit == 1 || digit == 2 || digit == 5) {
                ticks.major.push_back(value);
                ticks.labels.push_back(power < -3 || power > 4 ? fmt::format("{}e{}", digit, power)
                                                               : fmt::format("{:g}", value));
            } else {
                ticks.minor.push_back(value);
            }
        }
    return ticks.major.size() >= 2 ? ticks : linearTicks(from, to, wanted);
}

}  // namespace

AxisTicks linearTicks(double from, double to, int wanted)
{
    AxisTicks ticks;
    const double step = niceStep((to - from) / std::max(wanted, 1));
    const double largest = std::max(std::abs(from), std::abs(to));
    const int magnitude = static_cast<int>(std::floor(std::log10(largest) + 1e-9));
    if (magnitude >= 6 || magnitude <= -4)
        ticks.exponent = magnitude;
    const double unit = std::pow(10.0, ticks.exponent);
    const int decimals = decimalsOf(step / unit);
    const auto first = static_cast<long long>(std::ceil(from / step - 1e-9));
    const auto last = static_cast<long long>(std::floor(to / step + 1e-9));
    for (long long k = first; k <= last; ++k) {
        const double value = static_cast<double>(k) * step;
        ticks.major.push_back(value);
        ticks.labels.push_back(
            withMinusSign(fmt::format("{:.{}f}", k == 0 ? 0.0 : value / unit, decimals)));
    }
    return ticks;
}

AxisTicks namedTicks(const std::vector<std::string>& names, double from, double to)
{
    AxisTicks ticks;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto at = static_cast<double>(i);
        if (names[i].empty() || at < from || at > to)
            continue;
        ticks.major.push_back(at);
        ticks.labels.push_back(names[i]);
    }
    return ticks;
}

AxisTicks logarithmicTicks(double from, double to, int wanted)
{
    const int first = static_cast<int>(std::ceil(std::log10(from) - 1e-9));
    const int last = static_cast<int>(std::floor(std::log10(to) + 1e-9));
    if (last - first < 1)
        return numbersOnLogarithm(from, to, wanted);
    AxisTicks ticks;
    ticks.powers = true;
    const int stride = std::max(1, (last - first + wanted) / std::max(wanted, 1));
    for (int power = first - 1; power <= last; ++power) {
        const double value = std::pow(10.0, power);
        const bool labelled = power >= first && (power - first) % stride == 0;
        if (labelled) {
            ticks.major.push_back(value);
            ticks.labels.push_back(withMinusSign(std::to_string(power)));
        } else if (power >= first) {
            ticks.minor.push_back(value);
        }
        for (int digit = 2; digit < 10 && stride == 1; ++digit)
            if (digit * value >= from && digit * value <= to)
                ticks.minor.push_back(digit * value);
    }
    return ticks;
}

void thinLabels(AxisTicks& ticks, const std::vector<double>& places,
                const std::vector<double>& widths, double gap)
{
    const std::size_t count = ticks.labels.size();
    const auto touch = [&](std::size_t stride) {
        for (std::size_t i = 0; i + stride < count; i += stride)
            if (std::abs(places[i + stride] - places[i]) <
                (widths[i] + widths[i + stride]) / 2 + gap)
                return true;
        return false;
    };
    std::size_t stride = 1;
    while (stride + 1 < count && touch(stride))
        ++stride;
    for (std::size_t i = 0; i < count; ++i)
        if (i % stride != 0)
            ticks.labels[i].clear();
}

}  // namespace nie
