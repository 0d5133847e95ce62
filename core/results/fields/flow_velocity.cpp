#include "core/results/fields/flow_velocity.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <unsupported/Eigen/FFT>

namespace nie {

namespace {

using FourierNumber = std::complex<double>;

/// A field on the torus by its Fourier coefficients, [row, column].
class PlaneSpectrum {
public:
    PlaneSpectrum(const std::vector<double>& values, std::size_t rows, std::size_t columns)
        : m_rows(rows),
          m_columns(columns),
          m_numbers(values.begin(), values.end())
    {
        transform(false);
    }

    FourierNumber& at(std::size_t row, std::size_t column)
    {
        return m_numbers[row * m_columns + column];
    }

    std::vector<double> field() &&
    {
        transform(true);
        std::vector<double> values;
        values.reserve(m_numbers.size());
        for (const FourierNumber& number : m_numbers)
            values.push_back(number.real());
        return values;
    }

private:
    void transform(bool back)
    {
        Eigen::FFT<double> fft;
        const auto along = [&](std::size_t first, std::size_t step, std::size_t count) {
            std::vector<FourierNumber> line(count), image;
            for (std::size_t k = 0; k < count; ++k)
                line[k] = m_numbers[first + k * step];
            if (back)
                fft.inv(image, line);
            else
                fft.fwd(image, line);
            for (std::size_t k = 0; k < count; ++k)
                m_numbers[first + k * step] = image[k];
        };
        for (std::size_t row = 0; row < m_rows; ++row)
            along(row * m_columns, 1, m_columns);
        for (std::size_t column = 0; column < m_columns; ++column)
            along(column, m_columns, m_rows);
    }

    std::size_t m_rows;
    std::size_t m_columns;
    std::vector<FourierNumber> m_numbers;
};

/// 2 pi k / L of the coefficient with this number; its derivative is 0 at the highest of an even
/// count, whose sign is not known.
struct WaveNumber {
    double value = 0.0;
    double ofDerivative = 0.0;
};
WaveNumber waveNumber(std::size_t index, std::size_t count, double length)
{
    const auto k =
        static_cast<double>(index) - (2 * index > count ? static_cast<double>(count) : 0.0);
    const double value = 2.0 * std::numbers::pi * k / length;
    return {value, 2 * index == count ? 0.0 : value};
}

bool isEven(const SpaceAxis& axis)
{
    const double step = axis.length / static_cast<double>(axis.size());
    for (std::size_t i = 0; i < axis.coordinates.size(); ++i)
        if (std::abs(axis.coordinates[i] - axis.coordinates[0] - step * static_cast<double>(i)) >
            1e-6 * step)
            return false;
    return true;
}

}  // namespace

FlowVelocity flowVelocity(const std::vector<double>& vorticity, std::size_t rows,
                          std::size_t columns, double lengthX, double lengthY)
{
    if (vorticity.size() != rows * columns || !(lengthX > 0) || !(lengthY > 0))
        throw InputError("flow", "the vorticity does not fill its torus",
                         fmt::format("{} numbers on {} x {}", vorticity.size(), lengthX, lengthY),
                         fmt::format("{} x {} numbers, lengths above 0", rows, columns));
    if (!std::all_of(vorticity.begin(), vorticity.end(), [](double w) { return std::isfinite(w); }))
        throw InputError("flow", "the vorticity has numbers that are not finite", {},
                         "finite numbers");
    PlaneSpectrum u(vorticity, rows, columns);
    PlaneSpectrum v = u;
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column) {
            const WaveNumber kx = waveNumber(column, columns, lengthX);
            const WaveNumber ky = waveNumber(row, rows, lengthY);
            const double square = kx.value * kx.value + ky.value * ky.value;
            const FourierNumber psi = square > 0 ? u.at(row, column) / square : FourierNumber(0.0);
            u.at(row, column) = FourierNumber(0.0, ky.ofDerivative) * psi;
            v.at(row, column) = FourierNumber(0.0, -kx.ofDerivative) * psi;
        }
    return {std::move(u).field(), std::move(v).field()};
}

std::string flowAbsence(const PredictionSnapshot& sample)
{
    if (sample.space.size() != 2)
        return "only a field in the plane has a flow";
    if (sample.channels.size() != 1 || sample.channels[0].find("vorticity") == std::string::npos)
        return "only of a vorticity, the one channel of its data, a flow follows";
    for (const SpaceAxis& axis : sample.space)
        if (!axis.periodic || !(axis.length > 0) || axis.coordinates.size() < 4 || !isEven(axis))
            return fmt::format("axis {} is no even grid of a periodic axis", axis.name);
    return {};
}

bool canShowFlow(const PredictionSnapshot& sample)
{
    return flowAbsence(sample).empty();
}

}  // namespace nie
