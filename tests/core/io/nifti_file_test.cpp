#include "core/base/error.h"
#include "core/io/nifti_file.h"
#include "tests/support/error_text.h"
#include "tests/support/nifti_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <fstream>
#include <zlib.h>

namespace nie::nifti_file_test {

namespace {

using test::NiftiBytes;

std::vector<double> voxelsOf(NiftiFile file)
{
    std::vector<double> all;
    file.forEachBlock([&](const double* values, std::size_t count) {
        all.insert(all.end(), values, values + count);
    });
    return all;
}

template <class T>
std::vector<double> readBack(int version, bool big, int code, const std::vector<T>& values)
{
    NiftiBytes bytes(version, big);
    bytes.dims({2, 1, 1, std::int64_t(values.size()) / 2}).type(code, 8 * sizeof(T)).data(values);
    return voxelsOf(NiftiFile(bytes.bytes(), "x.nii"));
}

/// 3 x 1 x 1 x 2, the numbers 1 to 6.
NiftiBytes good(int version = 1)
{
    NiftiBytes bytes(version);
    return bytes.dims({3, 1, 1, 2}).type(4, 16).data<std::int16_t>({1, 2, 3, 4, 5, 6});
}

std::string compressed(const std::string& bytes)
{
    z_stream state{};
    deflateInit2(&state, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(compressBound(uLong(bytes.size())) + 64, '\0');
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    state.avail_in = uInt(bytes.size());
    state.next_out = reinterpret_cast<Bytef*>(out.data());
    state.avail_out = uInt(out.size());
    deflate(&state, Z_FINISH);
    out.resize(state.total_out);
    deflateEnd(&state);
    return out;
}

QString errorOf(const std::string& bytes)
{
    return test::inputErrorOf([&bytes] {
        NiftiFile file(bytes, "bad.nii");
        file.requireSeries();
        voxelsOf(std::move(file));
    });
}

}  // namespace

class NiftiFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEveryScalarTypeInBothByteOrdersAndVersions()
    {
        for (const int version : {1, 2})
            for (const bool big : {false, true}) {
                const std::vector<double> expected{1, 2, 3, 100};
                const auto check = [&](int code, auto zero) {
                    using T = decltype(zero);
                    const std::vector<T> stored{T(1), T(2), T(3), T(100)};
                    QVERIFY2(readBack<T>(version, big, code, stored) == expected,
                             qPrintable(QString("type %1 version %2").arg(code).arg(version)));
                };
                check(2, std::uint8_t{});
                check(4, std::int16_t{});
                check(8, std::int32_t{});
                check(16, float{});
                check(64, double{});
                check(256, std::int8_t{});
                check(512, std::uint16_t{});
                check(768, std::uint32_t{});
                check(1024, std::int64_t{});
                check(1280, std::uint64_t{});
                QVERIFY(readBack<std::int16_t>(version, big, 4, {-5, 300, -32768, 32767}) ==
                        (std::vector<double>{-5, 300, -32768, 32767}));
            }
    }

    void slopeAndInterceptAreAppliedInDouble()
    {
        NiftiBytes bytes = good();
        bytes.scaling(0.1f, -10);
        const auto values = voxelsOf(NiftiFile(bytes.bytes(), "x.nii"));
        QCOMPARE(values.front(), double(0.1f) - 10);
        bytes.scaling(0, 7);
        QCOMPARE(voxelsOf(NiftiFile(bytes.bytes(), "x.nii")).front(), 1.0);
        bytes.scaling(std::nan(""), 7);
        NiftiFile file(bytes.bytes(), "x.nii");
        QCOMPARE(file.warnings().size(), std::size_t(1));
        QVERIFY(file.warnings().front().starts_with("scl_slope"));
        QCOMPARE(voxelsOf(std::move(file)).front(), 1.0);
    }

    void readsSevenAxesAsAnImageAndRefusesThemAsASeries()
    {
        NiftiBytes bytes;
        bytes.dims({2, 1, 1, 2, 1, 1, 2}).type(2, 8).data<std::uint8_t>({1, 2, 3, 4, 5, 6, 7, 8});
        NiftiFile file(bytes.bytes(), "x.nii");
        QCOMPARE(file.volumeCount(), std::int64_t(4));
        QVERIFY(test::inputErrorOf([&] { file.requireSeries(); }).contains("dim[7]"));
        QCOMPARE(voxelsOf(std::move(file)).back(), 8.0);
    }

    void givesVolumesInOrderAndAsOftenAsAsked()
    {
        NiftiFile file(good().bytes(), "x.nii");
        for (int round = 0; round < 2; ++round) {
            std::vector<double> sums;
            file.forEachVolume([&](std::int64_t, const std::vector<double>& values) {
                sums.push_back(values[0] + values[1] + values[2]);
            });
            QVERIFY(sums == (std::vector<double>{6, 15}));
        }
    }

    void inflatesByContentNotByName()
    {
        test::TemporaryFolder folder;
        std::ofstream(folder / "x.nii", std::ios::binary) << compressed(good().bytes());
        std::ofstream(folder / "y.nii.gz", std::ios::binary) << good().bytes();
        QCOMPARE(voxelsOf(NiftiFile(folder / "x.nii")).back(), 6.0);
        QCOMPARE(voxelsOf(NiftiFile(folder / "y.nii.gz")).back(), 6.0);
    }

    void readsHeaderAndImageOfAPair()
    {
        test::TemporaryFolder folder;
        NiftiBytes bytes = good();
        bytes.offset(0).put<std::int32_t>(344, 0x0031696e);  // ni1
        const std::string whole = bytes.bytes();
        std::ofstream(folder / "p.hdr", std::ios::binary) << whole.substr(0, 348);
        QVERIFY(test::inputErrorOf([&] { NiftiFile(folder / "p.hdr"); }).contains("p.img"));
        std::ofstream(folder / "p.img", std::ios::binary) << whole.substr(352);
        QCOMPARE(voxelsOf(NiftiFile(folder / "p.hdr")).back(), 6.0);
        QCOMPARE(voxelsOf(NiftiFile(folder / "p.img")).back(), 6.0);
    }

    void badFieldsAreNamedWithTheirValue_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("named");
        const auto add = [](const char* row, const NiftiBytes& bytes, const char* named) {
            QTest::newRow(row) << QByteArray::fromStdString(bytes.bytes()) << QString(named);
        };
        QTest::newRow("empty") << QByteArray() << "header: too short (found 0 bytes";
        QTest::newRow("short") << QByteArray::fromStdString(good().bytes().substr(0, 200))
                               << "200 bytes";
        QTest::newRow("text") << QByteArray(500, 'a') << "sizeof_hdr";
        add("size", good().put<std::int32_t>(0, 349), "349");
        add("magic", good(2).put<char>(8, '\n'), "magic");
        add("rank", good().dim(0, 9), "dim[0]: no number of axes (found 9");
        add("rank 2", good(2).dim(0, 200), "dim[0]: no number of axes (found 200");
        add("length", good().dim(2, 0), "dim[2]: no length (found 0");
        add("type", good().type(777, 16), "datatype: not supported (found 777");
        add("float128", good().type(1536, 128), "1536");
        add("colour", good().type(128, 24).data<std::int16_t>({0, 0, 0}), "RGB24");
        add("complex", good().type(32, 64).data<double>({0, 0, 0, 0, 0}), "complex64");
        add("offset", good().offset(200), "vox_offset: lies inside the header (found 200");
        add("fraction", good().offset(352.5), "vox_offset");
        add("not a number", good().offset(std::nan("")), "vox_offset");
        add("negative", good(2).offset(-5000), "vox_offset: is negative (found -5000");
        add("beyond", good().offset(100000), "vox_offset: is beyond the end of the file");
        add("sizes", good().dims({30000, 30000, 30000, 30000}), "data size");
        add("overflow", NiftiBytes(2).dims({1LL << 40, 1LL << 40, 2, 2}).type(16, 32), "data size");
        add("three axes", good().dims({3, 1, 2}), "dim[0]: a 3-D image");
        add("one volume", good().dims({6, 1, 1, 1}), "1 volume");
        add("vectors", good().dims({3, 1, 1, 1, 2}), "dim[5]");
        add("cifti", good(2).intent(3004), "CIFTI-2 is not supported yet (found parcellated");
    }
    void badFieldsAreNamedWithTheirValue()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, named);
        const QString error = errorOf(bytes.toStdString());
        QVERIFY2(error.startsWith("bad.nii: ") && error.contains(named), qPrintable(error));
    }

    void bytesThatAreMissingAreCountedAndWholeVolumesOffered()
    {
        const std::string bytes = good().bytes();
        const QString error = errorOf(bytes.substr(0, bytes.size() - 2));
        QVERIFY2(error.contains("12 bytes needed, 10 present") && error.contains("1 of 2 volumes"),
                 qPrintable(error));
        NiftiFile whole(bytes.substr(0, bytes.size() - 2), "x.nii", {.completeVolumesOnly = true});
        QCOMPARE(whole.volumeCount(), std::int64_t(1));
        QVERIFY(voxelsOf(std::move(whole)) == (std::vector<double>{1, 2, 3}));
    }

    void damagedGzipStreamsAreRefusedWithWhatIsComplete()
    {
        std::vector<double> noise;
        for (int i = 0; i < 20000; ++i)
            noise.push_back(std::sin(i * i));
        NiftiBytes bytes;
        bytes.dims({1000, 1, 1, 20}).type(64, 64).data(noise);
        const std::string whole = compressed(bytes.bytes());
        QCOMPARE(voxelsOf(NiftiFile(whole, "x.nii.gz")).size(), noise.size());
        const std::string half = whole.substr(0, whole.size() / 2);
        const QString early = errorOf(half);
        QVERIFY2(early.contains("gzip stream: the file ends before it"), qPrintable(early));
        NiftiFile part(half, "x.nii.gz", {.completeVolumesOnly = true});
        QVERIFY(part.volumeCount() > 5 && part.volumeCount() < 15);
        QCOMPARE(voxelsOf(std::move(part)).size() % 1000, std::size_t(0));
        std::string checksum = whole;
        checksum[checksum.size() - 6] = char(checksum[checksum.size() - 6] + 1);
        QVERIFY(errorOf(checksum).contains("gzip checksum"));
        NiftiFile trailing(whole + "more", "x.nii.gz");
        trailing.forEachBlock([](const double*, std::size_t) {});
        QVERIFY(trailing.warnings().back().starts_with("bytes follow"));
        QCOMPARE(voxelsOf(NiftiFile(whole, "x.nii.gz")).back(), noise.back());
    }

    void severalGzipMembersAreOneStream()
    {
        const std::string bytes = good().bytes();
        const std::string two = compressed(bytes.substr(0, 355)) + compressed(bytes.substr(355));
        QCOMPARE(voxelsOf(NiftiFile(two, "x.nii.gz")).back(), 6.0);
    }

    void complexVoxelsGiveTheirMagnitudeOnlyWhenAsked()
    {
        NiftiBytes bytes;
        bytes.dims({1, 1, 1, 2}).type(32, 64).data<float>({3, 4, 0, -2});
        QVERIFY(voxelsOf(NiftiFile(bytes.bytes(), "x.nii", {.magnitude = true})) ==
                (std::vector<double>{5, 2}));
    }

    void affineComesFromSformElseVoxelSizes()
    {
        NiftiBytes bytes = good();
        const NiftiAffine plain = NiftiFile(bytes.bytes(), "x.nii").affine();
        QCOMPARE(QString::fromStdString(plain.source), QString("pixdim"));
        QCOMPARE(plain.matrix(1, 1), 2.0);
        bytes.sform({0, -3, 0, 10, 2, 0, 0, 20, 0, 0, 4, 30});
        const NiftiAffine affine = NiftiFile(bytes.bytes(), "x.nii").affine();
        QCOMPARE(QString::fromStdString(affine.source), QString("sform"));
        QCOMPARE(QString::fromStdString(affine.axisCodes()), QString("ALS"));
        QCOMPARE(affine.matrix(1, 3), 20.0);
        bytes.units(8 + 3);  // micrometres
        QCOMPARE(NiftiFile(bytes.bytes(), "x.nii").affine().matrix(1, 3), 0.020);
        bytes.sform({1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0});  // cannot be inverted
        QCOMPARE(QString::fromStdString(NiftiFile(bytes.bytes(), "x.nii").affine().source),
                 QString("pixdim"));
    }
};

NIE_TEST(NiftiFileTest);

}  // namespace nie::nifti_file_test

#include "nifti_file_test.moc"
