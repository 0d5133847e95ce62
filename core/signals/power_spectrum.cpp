#include "core/signals/power_spectrum.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace nie {

namespace {

/// Cosine and sine of the transform as [frequency, row]: recordings are short, a plain product of
/// matrices does.
struct FourierMatrix {
    Eigen::MatrixXd cosine;
    Eigen::MatrixXd sine;

    explicit FourierMatrix(Eigen::Index length)
        : cosine(length / 2 + 1, length),
          sine(length / 2 + 1, length)
    {
        for (Eigen::Index k = 0; k < cosine.rows(); ++k)
            for (Eigen::Index row = 0; row < length; ++row) {
                // The remainder keeps the angle small and exact.
                const double turn =
                    static_cast<double>((k * row) % length) / static_cast<double>(length);
                cosine(k, row) = std::cos(2.0 * std::numbers::pi * turn);
                sine(k, row) = std::sin(2.0 * std::numbers::pi * turn);
            }
    }
};

}  // namespace

PowerSpectrum PowerSpectrum::of(const Eigen::MatrixXd& series, double rate, Eigen::Index length)
{
    constexpr Eigen::Index kUsual = 256;
    if (length == 0)
        length = std::min(kUsual, series.rows());
    if (length < 4 || length > series.rows() || !(rate > 0))
        throw InputError("power spectrum", "bad segments",
                         std::to_string(length) + " of " + std::to_string(series.rows()) + " rows",
                         "4 rows to the whole series, at a rate > 0");
    Eigen::VectorXd window(length);
    for (Eigen::Index row = 0; row < length; ++row)
        window[row] = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(row) /
                                           static_cast<double>(length));
    const FourierMatrix fourier(length);
    PowerSpectrum spectrum;
    spectrum.frequencies = Eigen::VectorXd::LinSpaced(
        length / 2 + 1, 0.0, rate * static_cast<double>(length / 2) / static_cast<double>(length));
    spectrum.density = Eigen::MatrixXd::Zero(length / 2 + 1, series.cols());
    Eigen::Index segments = 0;
    for (Eigen::Index start = 0; start + length <= series.rows(); start += length - length / 2) {
        Eigen::MatrixXd part = series.middleRows(start, length);
        part.rowwise() -= part.colwise().mean().eval();
        part = window.asDiagonal() * part;
        spectrum.density += (fourier.cosine * part).cwiseAbs2() + (fourier.sine * part).cwiseAbs2();
        ++segments;
    }
    spectrum.density *= 2.0 / (rate * window.squaredNorm() * static_cast<double>(segments));
    // 0 and half the rate have no negative counterpart.
    spectrum.density.row(0) /= 2.0;
    if (length % 2 == 0)
        spectrum.density.bottomRows(1) /= 2.0;
    return spectrum;
}

PowerSpectrum PowerSpectrum::ofPieces(const std::vector<Eigen::MatrixXd>& pieces, double rate)
{
    constexpr Eigen::Index kLeast = 16;
    constexpr Eigen::Index kUsual = 256;
    Eigen::Index length = 0;
    for (const Eigen::MatrixXd& piece : pieces)
        length = std::max(length, std::min(kUsual, piece.rows()));
    PowerSpectrum sum;
    double weight = 0.0;
    if (length < kLeast)
        return sum;
    for (const Eigen::MatrixXd& piece : pieces) {
        if (piece.rows() < length)
            continue;
        const PowerSpectrum one = of(piece, rate, length);
        const auto own = static_cast<double>(piece.rows());
        sum.frequencies = one.frequencies;
        sum.density =
            weight == 0.0 ? (own * one.density).eval() : (sum.density + own * one.density).eval();
        weight += own;
    }
    sum.density /= weight;
    return sum;
}

}  // namespace nie
