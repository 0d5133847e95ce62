#pragma once

#include "core/results/attention_tokens.h"
#include "core/results/run_evaluation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// Whose attention was captured: a model's heads at one iterate of the solve of one sample.
struct AttentionOrigin {
    std::string model;
    std::string split;            ///< "test"
    std::int64_t sample = 0;      ///< number in the split
    std::int64_t dataSample = 0;  ///< number in the data set
    std::int64_t iteration = 0;   ///< y0, y1, ...; the last of them is the solution
    std::int64_t iterations = 0;  ///< number of the solution: iteration is 0 to this
    double residual = 0.0;        ///< relative, of the solution
    std::string kind;             ///< "softmax", "fourier", "galerkin", "linear"
    std::string limits;           ///< "fredholm", "volterra", "general"
    std::int64_t layers = 0;
    std::int64_t heads = 0;  ///< of each layer
    /// Whether rows are distributions (softmax, linear): none negative, sum 1. Otherwise they are
    /// signed and sum to anything.
    bool distributions = false;
    AttentionTokens tokens;

    /// Why a head of these has no entropy; empty where it has one.
    std::string entropyAbsence() const;
};

/// What stands for the entries of several tokens.
enum class AttentionMerging {
    Mean,
    Greatest  ///< by absolute value, with its sign
};

/// Between what a map is.
enum class AttentionPart {
    Tokens,  ///< every token and every other
    Times,   ///< rows and columns are times: mean over the cells that ask, sum over those asked
    Cells    ///< rows and columns are cells of space: likewise over the times
};

/// Part of the matrix of one head: how much of the value at token `columns[j]` goes into the output
/// at token `rows[i]`, quadrature weights included.
///
/// Of averages (AttentionOrigin::distributions) the rows p_i of the average; where limits move the
/// layer multiplies them by `rowScale`. Of signed kernels the effective kernel as it is applied,
/// with rowScale 1. Either way the layer's output is rowScale_i sum_j values_ij v_j.
struct AttentionMap {
    std::int64_t layer = 0;
    std::int64_t head = 0;
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> columns;
    std::vector<double> values;         ///< [row, column]
    std::vector<double> rowScale;       ///< [row]
    std::vector<std::uint8_t> outside;  ///< [row, column]: 1 where limits exclude the token (the
                                        ///< value is exactly 0); empty: none are
    /// So many neighbouring tokens a row and a column stand for, of whose entries `values` holds
    /// what `merging` says; rows and columns then are the first of them.
    std::int64_t merged = 1;
    AttentionMerging merging = AttentionMerging::Mean;
    std::int64_t rowsEach = 0;  ///< of the tokens of a merged row only so many were formed; 0: all
    AttentionPart part = AttentionPart::Tokens;

    /// Whether it is what all tokens give to one (rows: all tokens; columns: that one).
    bool isColumn() const { return columns.size() == 1 && rows.size() > 1; }
    double at(std::size_t row, std::size_t column) const
    {
        return values[row * columns.size() + column];
    }
};

/// Numbers of one head. Means are over all tokens i that ask, each counting once; inside a row i
/// the weights are p_ij, or |A_ij| / sum_j |A_ij| where the kernel A is signed. Rows without any
/// mass (a signed kernel whose limits enclose nothing) are in the row sums only.
struct HeadStatistics {
    std::int64_t layer = 0;
    std::int64_t head = 0;
    std::optional<double> entropy;         ///< mean of -sum_j p_ij ln p_ij; distributions only
    std::optional<double> effectiveCount;  ///< exp(entropy)
    std::optional<double> meanDistance;    ///< in domain lengths; fields only
    double meanLag = 0.0;           ///< of t_i - t_j, in the unit of time: positive is the past
    double meanTimeDistance = 0.0;  ///< of |t_i - t_j|
    double localityShare = 0.0;     ///< of weight no further than kLocalReach in time and in space
    double leastRowSum = 0.0;
    double meanRowSum = 0.0;
    double greatestRowSum = 0.0;
    double massOutsideLimits = 0.0;  ///< sum of |values| where the limits exclude the token

    /// A tenth of the domain: of its span in time, of its lengths in space.
    static constexpr double kLocalReach = 0.1;
};

/// The statistics of every head, and those of attention without preference.
struct AttentionStatistics {
    std::vector<HeadStatistics> heads;  ///< [layer, head]
    HeadStatistics
        uniform;  ///< rows that are the quadrature weights inside the limits, nothing else
};

/// What leaving out a head costs: scores of the whole split without it.
struct HeadAblation {
    std::int64_t layer = 0;
    std::int64_t head = 0;
    Scores scores;
};

struct AblationStudy {
    std::string split;
    std::int64_t samples = 0;
    Scores whole;                     ///< with all heads
    std::vector<HeadAblation> heads;  ///< one left out, all others kept
    Scores none;                      ///< without any
};

}  // namespace nie
