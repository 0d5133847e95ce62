#pragma once

#include "datasets/brain/transfer_table.h"

#include <filesystem>
#include <string>

namespace nie::brain {

/// Keeps what was computed of a transfer table in a file (safetensors), so that the next run need
/// not. The file's name and metadata hold everything that decides the numbers, and a checksum: one
/// that does not fit or is damaged is as good as none. Neither reading nor writing ever fails
/// loudly; without a folder that can be written everything is computed again.
class TransferCache {
public:
    /// `folder` is created when needed; empty: no cache.
    TransferCache(const std::filesystem::path& folder, const ExponentialNeuron& neuron,
                  const TransferResolution& resolution, const TransferGrid& grid);

    const std::filesystem::path& file() const { return m_file; }
    /// Adopts the points of the file. Returns whether there was a file that fits.
    bool load(TransferTable& table) const;
    /// Writes the table's points if some were computed, together with those that another program
    /// has added to the file meanwhile.
    void save(TransferTable& table) const;

private:
    std::string m_key;
    TransferGrid m_grid;
    std::filesystem::path m_file;
};

}  // namespace nie::brain
