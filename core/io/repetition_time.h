#pragma once

#include "core/config/json.h"
#include "core/io/nifti_header.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// The time between two volumes of a recording, and how sure that is. Nothing is ever invented: an
/// unknown one stays unknown.
struct RepetitionTime {
    /// Accepted: stated clearly; Proposed: found, to be agreed to; Unknown: to be asked for.
    enum class Certainty { Unknown, Proposed, Accepted };

    std::optional<double> seconds;
    Certainty certainty = Certainty::Unknown;
    std::string source;                 ///< "side-car", "header", "file", "user"; empty: none
    std::string policy = "ask";         ///< "accept", "suggest_ms", "offer" or "ask"
    std::string reason;                 ///< in words, where it is not accepted
    std::vector<std::string> warnings;  ///< contradictions, values that were refused, doubts

    /// pixdim[4] times the unit of xyzt_units. Accepted between 0.2 and 20 s, 1 s with a warning; more
    /// than 100 "s" are proposed as milliseconds.
    static RepetitionTime ofHeader(const NiftiHeader& header);
    /// What an array file states of itself: a proposal.
    static RepetitionTime ofFile(std::optional<double> seconds);
    /// A person's word.
    static RepetitionTime ofUser(double seconds);

    /// A JSON side-car (BIDS: RepetitionTime in s) wins over what the file says; a difference of
    /// more than 1 ms is a warning.
    void applySidecar(const std::filesystem::path& recording);
    /// Seconds that were accepted; throws InputError naming the file and `--tr` elsewhere.
    double require(const std::string& where) const;
    /// {"seconds", "source", "policy", "reason"}
    Json toJson() const;
};

}  // namespace nie
