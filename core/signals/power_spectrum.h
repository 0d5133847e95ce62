#pragma once

#include <Eigen/Dense>

#include <vector>

namespace nie {

/// Power spectral density of every region, one-sided.
struct PowerSpectrum {
    Eigen::VectorXd frequencies;  ///< Hz, [frequency], from 0 to half the rate
    Eigen::MatrixXd density;      ///< unit^2/Hz, [frequency, region]

    /// Welch's estimate (IEEE Trans. Audio Electroacoust. 15, 70, 1967): segments of `length` rows
    /// (0: 256, or all rows of a shorter series) that overlap by half, mean taken out, Hann window.
    /// The sum over the frequencies times their spacing is the mean square. Throws InputError for
    /// a segment shorter than 4 or longer than the series [time, region].
    static PowerSpectrum of(const Eigen::MatrixXd& series, double rate, Eigen::Index length = 0);
    /// Mean over the stretches of a recording that are long enough for a segment (256 rows, or the
    /// longest stretch), weighted by their rows. Without frequencies where none has 16 rows.
    static PowerSpectrum ofPieces(const std::vector<Eigen::MatrixXd>& pieces, double rate);
};

}  // namespace nie
