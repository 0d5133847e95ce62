#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace nie {

/// Names of an atlas's regions by the numbers of its label image.
using LabelNames = std::map<std::int64_t, std::string>;

/// Reads them from a table with columns index (or label, value, id) and name (BIDS: _dseg.tsv),
/// from lines "index name code" (AAL, FreeSurfer, ITK-SNAP), from FSL's XML or from JSON ({"1":
/// "name"} or a list). Throws InputError naming file and line.
LabelNames readLabelNames(const std::filesystem::path& file);
/// The same from text; `source` names it in messages.
LabelNames parseLabelNames(std::string_view text, const std::string& source);

/// The groups that the same table states of its labels in a column network, network_name, group or system;
/// empty where it has none. Throws as readLabelNames().
LabelNames readLabelGroups(const std::filesystem::path& file);
LabelNames parseLabelGroups(std::string_view text, const std::string& source);

/// A file of names beside a label image: same stem and .tsv, .txt, .xml, .json or .csv; empty:
/// none.
std::filesystem::path labelNamesBeside(const std::filesystem::path& image);

}  // namespace nie
