#include "core/base/error.h"
#include "core/io/nifti_file.h"
#include "core/io/repetition_time.h"
#include "tests/support/gzip_bytes.h"
#include "tests/support/nifti_bytes.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace nie::nifti_mutation_test {

namespace {

/// 5 x 4 x 3 voxels, 6 volumes.
std::string recordingBytes(int version, bool bigEndian)
{
    std::vector<std::int16_t> voxels;
    for (int k = 0; k < 5 * 4 * 3 * 6; ++k)
        voxels.push_back(std::int16_t(37 * k % 1000));
    test::NiftiBytes bytes(version, bigEndian);
    bytes.dims({5, 4, 3, 6}).type(4, 16).data(voxels);
    return bytes.bytes();
}

}  // namespace

/// What the fuzz target does with libFuzzer, here with a seed and everywhere: whatever the bytes
/// are, the reader ends with numbers or with an error of the program's own.
class NiftiMutationTest : public QObject {
    Q_OBJECT

private:
    enum class End { Read, Refused };

    static End read(const std::string& bytes, const NiftiReading& reading)
    {
        try {
            NiftiFile file(bytes, "input", reading);
            file.affine().axisCodes();
            RepetitionTime::ofHeader(file.header()).toJson().dump();
            std::uint64_t voxels = 0;
            file.forEachBlock([&](const double*, std::size_t count) { voxels += count; });
            // Every voxel that the header promises, and no more.
            if (voxels != static_cast<std::uint64_t>(file.header().voxelCount()) *
                              static_cast<std::uint64_t>(file.volumeCount()))
                qFatal("another number of voxels than the header says");
            file.requireSeries();
            return End::Read;
        } catch (const Error&) {
            return End::Refused;
        }
    }

private Q_SLOTS:
    void everyMutationIsReadOrRefused_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("bigEndian");
        QTest::addColumn<bool>("compressed");
        for (const int version : {1, 2})
            for (const bool big : {false, true})
                for (const bool compressed : {false, true})
                    QTest::addRow("NIfTI-%d%s%s", version, big ? ", big-endian" : "",
                                  compressed ? ", gzip" : "")
                        << version << big << compressed;
    }
    void everyMutationIsReadOrRefused()
    {
        QFETCH(int, version);
        QFETCH(bool, bigEndian);
        QFETCH(bool, compressed);
        const std::string plain = recordingBytes(version, bigEndian);
        QVERIFY(read(plain, {}) == End::Read);
        std::mt19937 random(20240 + unsigned(version));
        int refused = 0;
        constexpr int kMutations = 2000;
        for (int k = 0; k < kMutations; ++k) {
            std::string bytes = plain;
            const auto place = [&](std::size_t below) { return random() % below; };
            for (std::size_t change = place(4) + 1; change > 0; --change) {
                // The header is what decides; a few changes go anywhere.
                const std::size_t reach =
                    place(8) == 0 ? bytes.size() : std::min<std::size_t>(560, bytes.size());
                constexpr unsigned char kTelling[]{0, 1, 0x7F, 0x80, 0xFF};
                bytes[place(reach)] =
                    static_cast<char>(place(2) == 0 ? kTelling[place(5)] : random() & 0xFFU);
            }
            if (place(6) == 0)
                bytes.resize(place(bytes.size()) + 1);
            if (compressed) {
                bytes = test::gzipped(bytes);
                if (place(3) == 0)
                    bytes[place(bytes.size())] ^= static_cast<char>(1U << place(8));
            }
            refused += read(bytes, {.completeVolumesOnly = place(2) == 0,
                                    .magnitude = place(2) == 0}) == End::Refused;
        }
        // Most mutations of the header make it impossible, and some do not matter.
        QVERIFY2(refused > kMutations / 10 && refused < kMutations,
                 qPrintable(QString::number(refused)));
    }
};

NIE_TEST(NiftiMutationTest);

}  // namespace nie::nifti_mutation_test

#include "nifti_mutation_test.moc"
