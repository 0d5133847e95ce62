#pragma once

#include <Eigen/Dense>

#include <complex>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// H(z) = (b0 + b1/z + b2/z^2) / (1 + a1/z + a2/z^2)
struct SecondOrderSection {
    double b0 = 1.0, b1 = 0.0, b2 = 0.0;
    double a1 = 0.0, a2 = 0.0;
};

/// Which frequencies pass, in Hz; an open end passes everything.
struct PassBand {
    std::optional<double> low;   ///< high-pass cut-off
    std::optional<double> high;  ///< low-pass cut-off
};

/// A Butterworth filter as second-order sections: low-pass, high-pass or (twice the order)
/// band-pass, by the bilinear transform with prewarping (Oppenheim & Schafer, Discrete-Time Signal
/// Processing, 7.2); sections and their order are SciPy's.
class ButterworthFilter {
public:
    /// `rate`: samples per second, 1 / TR. A cut-off at or above half of it is lowered to just
    /// below, with a warning. Throws InputError for cut-offs <= 0, low >= high or none at all.
    ButterworthFilter(PassBand band, double rate, int order = 5);

    const std::vector<SecondOrderSection>& sections() const { return m_sections; }
    const std::vector<std::string>& warnings() const { return m_warnings; }
    /// H at a frequency in Hz, of one pass. Forward and backward, the amplitude is |H|^2: -6 dB at
    /// the cut-offs.
    std::complex<double> response(double frequency) const;

    /// Rows that are added at each end for `zeroPhase`; a series needs more than that.
    Eigen::Index padding() const;
    /// Forward and backward along the rows of [time, region], odd extension at both ends: no phase,
    /// but every row then depends on later ones. Throws InputError for a series that is too short.
    Eigen::MatrixXd zeroPhase(const Eigen::MatrixXd& series) const;
    /// Forward alone, at rest at the first row's value: every row depends on earlier ones only.
    Eigen::MatrixXd causal(const Eigen::MatrixXd& series) const;

private:
    double m_rate;
    std::vector<SecondOrderSection> m_sections;
    std::vector<std::string> m_warnings;
};

}  // namespace nie
