#pragma once

#include "core/io/inflating_stream.h"
#include "core/io/nifti_affine.h"
#include "core/io/nifti_extensions.h"
#include "core/io/nifti_header.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// What a person has agreed to beforehand.
struct NiftiReading {
    bool completeVolumesOnly =
        false;               ///< of a file that ends early, take the volumes that are whole
    bool magnitude = false;  ///< of complex voxels
};

/// A NIfTI or Analyze image (.nii, .nii.gz, .hdr + .img, each compressed or not). Opening reads and
/// checks everything but the voxels: that they fit file and memory is known before any of them is
/// held. Voxels are read from the first to the last, as often as wanted. Errors are InputError
/// naming file, field and value.
class NiftiFile {
public:
    explicit NiftiFile(const std::filesystem::path& file, NiftiReading reading = {});
    /// Header and voxels from one buffer; `name` stands for the file in messages.
    NiftiFile(std::string bytes, std::string name, NiftiReading reading = {});

    /// Whether the name ends like an image: .nii .hdr .img, each with or without .gz
    static bool hasKnownEnding(const std::filesystem::path& file);

    const std::string& source() const { return m_source; }
    const NiftiHeader& header() const { return m_header; }
    const NiftiAffine& affine() const { return m_affine; }
    const std::vector<NiftiExtension>& extensions() const { return m_extensions; }
    /// Of header, extensions and affine; those of the voxels follow once they were read.
    const std::vector<std::string>& warnings() const { return m_warnings; }
    /// Volumes that will be read: fewer than the header's where only whole ones were asked for.
    std::int64_t volumeCount() const { return m_volumes; }

    /// Why this is no series of volumes, for a person who wants one: throws InputError naming
    /// dim[...], datatype or CIFTI. Looks at the header alone.
    void requireSeries() const;
    /// The same for numbers to look at: throws for CIFTI-2, colours, and complex voxels whose
    /// magnitude was not asked for.
    void requireScalars() const;

    /// All voxels, scaled, in blocks of any length; x runs fastest. Throws Interrupted.
    void forEachBlock(const std::function<void(const double* values, std::size_t count)>& use,
                      std::stop_token stop = {});
    /// Volume after volume, [z, y, x] each. Needs the memory of one.
    void forEachVolume(
        const std::function<void(std::int64_t volume, const std::vector<double>& values)>& use,
        std::stop_token stop = {});

private:
    InflatingStream voxelStream() const;
    void open();
    void readExtensions(InflatingStream& stream);
    void checkDataSize();
    /// Bytes of the next block; 0: a file that ends early has no more whole volumes.
    std::size_t readBlock(InflatingStream& stream, std::vector<unsigned char>& block,
                          std::uint64_t done);
    void decode(const unsigned char* bytes, std::size_t count, double* target) const;

    std::string m_source;
    std::filesystem::path m_file;
    std::filesystem::path m_image;  ///< of a pair; empty: the same file
    std::optional<std::string> m_buffer;
    NiftiReading m_reading;
    NiftiHeader m_header;
    NiftiAffine m_affine;
    std::vector<NiftiExtension> m_extensions;
    std::vector<std::string> m_warnings;
    std::int64_t m_volumes = 0;
};

}  // namespace nie
