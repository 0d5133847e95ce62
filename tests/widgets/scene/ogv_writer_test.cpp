#include "core/base/error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/scene/ogv_writer.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

namespace nie::ogv_writer_test {

using namespace nie::test;

namespace {

/// Red above, blue below, a white bar that moves.
QImage frameOf(QSize size, int number)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(QColor(200, 0, 0));
    QPainter painter(&image);
    painter.fillRect(0, size.height() / 2, size.width(), size.height(), QColor(0, 0, 200));
    painter.fillRect(4 * number, 0, 3, size.height(), Qt::white);
    return image;
}

void writeMovie(const std::filesystem::path& path, QSize size, int frames, int rate = 10)
{
    OgvWriter writer;
    writer.open(path, size, rate);
    for (int i = 0; i < frames; ++i)
        writer.add(frameOf(size, i));
    writer.finish();
}

std::string bytesOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A big-endian number.
std::uint64_t number(const std::string& bytes, std::size_t at, int count)
{
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
    return value;
}

struct MovieFacts {
    QSize size;
    std::uint64_t rate = 0;  ///< frames a second
    std::uint64_t frames = 0;
};

/// From the identification header (Theora specification 6.2) and the last page's granule position,
/// whose lower 6 bits count frames since the key frame that the others count.
MovieFacts factsOf(const std::string& bytes)
{
    const std::size_t header = bytes.find("\x80theora");
    MovieFacts facts;
    facts.size = QSize(static_cast<int>(number(bytes, header + 14, 3)),
                       static_cast<int>(number(bytes, header + 17, 3)));
    facts.rate = number(bytes, header + 22, 4) / number(bytes, header + 26, 4);
    const std::size_t page = bytes.rfind("OggS");
    std::uint64_t granule = 0;
    for (std::size_t i = 8; i > 0; --i)
        granule = granule << 8 | static_cast<unsigned char>(bytes.at(page + 5 + i));
    facts.frames = (granule >> 6) + (granule & 63);
    return facts;
}

template <typename Act>
std::string messageOf(Act act)
{
    try {
        act();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

bool isEmptyFolder(const std::filesystem::path& folder)
{
    return std::filesystem::is_empty(folder);
}

}  // namespace

class OgvWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fileSaysSizeRateAndNumberOfFrames()
    {
        const TemporaryFolder folder;
        // Several sizes in one process, odd ones too.
        for (const QSize size : {QSize(160, 120), QSize(301, 199), QSize(33, 17)}) {
            const auto path = folder.path() / "movie.ogv";
            writeMovie(path, size, 10, 12);
            const MovieFacts facts = factsOf(bytesOf(path));
            QCOMPARE(facts.size, size);
            QCOMPARE(facts.rate, std::uint64_t(12));
            QCOMPARE(facts.frames, std::uint64_t(10));
        }
        writeMovie(folder.path() / "one.ogv", {64, 48}, 1);
        QCOMPARE(factsOf(bytesOf(folder.path() / "one.ogv")).frames, std::uint64_t(1));
    }

    void otherProgramsSeeTheSameFrames()
    {
        const QString probe = QStandardPaths::findExecutable("ffprobe");
        const QString decoder = QStandardPaths::findExecutable("ffmpeg");
        if (probe.isEmpty() || decoder.isEmpty())
            QSKIP("ffmpeg is not here");
        const TemporaryFolder folder;
        const auto path = folder.path() / "movie.ogv";
        writeMovie(path, {160, 120}, 10);
        const QString file = QString::fromStdString(path.string());
        QProcess count;
        count.start(probe, {"-v", "error", "-count_frames", "-select_streams", "v:0",
                            "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", file});
        QVERIFY(count.waitForFinished());
        QCOMPARE(count.readAllStandardOutput().simplified(), QByteArray("10"));
        QProcess decode;
        decode.start(decoder, {"-v", "error", "-i", file, "-frames:v", "1", "-f", "rawvideo",
                               "-pix_fmt", "rgb24", "-"});
        QVERIFY(decode.waitForFinished());
        const QByteArray raw = decode.readAllStandardOutput();
        QCOMPARE(raw.size(), qsizetype(3 * 160 * 120));
        const auto channel = [&](int x, int y, int c) {
            return static_cast<int>(static_cast<unsigned char>(raw[3 * (160 * y + x) + c]));
        };
        QVERIFY(std::abs(channel(80, 20, 0) - 200) < 12 && channel(80, 20, 2) < 12);
        QVERIFY(std::abs(channel(80, 100, 2) - 200) < 12 && channel(80, 100, 0) < 12);
        QVERIFY(channel(1, 60, 1) > 200);
    }

    void nothingIsThereUntilTheEndNorAfterCancelling()
    {
        const TemporaryFolder folder;
        const auto path = folder.path() / "movie.ogv";
        OgvWriter writer;
        writer.open(path, {64, 48}, 10);
        writer.cancel();
        QVERIFY(isEmptyFolder(folder.path()));
        writer.open(path, {64, 48}, 10);
        for (int i = 0; i < 5; ++i)
            writer.add(frameOf({64, 48}, i));
        QVERIFY(!std::filesystem::exists(path));
        QVERIFY(!isEmptyFolder(folder.path()));
        writer.cancel();
        QVERIFY(!writer.isOpen());
        QVERIFY(isEmptyFolder(folder.path()));
        {
            OgvWriter abandoned;
            abandoned.open(path, {64, 48}, 10);
            abandoned.add(frameOf({64, 48}, 0));
        }
        QVERIFY(isEmptyFolder(folder.path()));
    }

    void badRequestsAreNamed()
    {
        const TemporaryFolder folder;
        const auto path = folder.path() / "movie.ogv";
        OgvWriter writer;
        QVERIFY(messageOf([&] {
                    writer.open(path, {0, 10}, 10);
                }).find("0 x 10") != std::string::npos);
        QVERIFY(messageOf([&] {
                    writer.open(path, {10, 10}, 0);
                }).find("1 to 240") != std::string::npos);
        QVERIFY(messageOf([&] {
                    writer.open(folder.path() / "none" / "m.ogv", {10, 10}, 5);
                }).find("cannot write") != std::string::npos);
        QVERIFY(!writer.isOpen());
        QVERIFY(messageOf([&] { writer.finish(); }).find("at least one frame") !=
                std::string::npos);
        QVERIFY(messageOf([&] {
                    writer.add(frameOf({10, 10}, 0));
                }).find("not open") != std::string::npos);
        writer.open(path, {32, 32}, 10);
        QVERIFY(messageOf([&] {
                    writer.add(frameOf({32, 30}, 0));
                }).find("32 x 30") != std::string::npos);
        QVERIFY(messageOf([&] { writer.finish(); }).find("at least one frame") !=
                std::string::npos);
        QVERIFY(isEmptyFolder(folder.path()));
    }

    void fullDiskIsNoticedAndLeavesNothing()
    {
        const TemporaryFolder folder;
        const auto path = folder.path() / "movie.ogv";
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit tight = before;
        tight.rlim_cur = 6000;
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
        const std::string message = messageOf([&] { writeMovie(path, {320, 240}, 20); });
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY2(message.find("disk full") != std::string::npos, message.c_str());
        QVERIFY(isEmptyFolder(folder.path()));
    }

    void transparentPixelsAreWhite()
    {
        const TemporaryFolder folder;
        QImage clear(64, 48, QImage::Format_ARGB32_Premultiplied);
        clear.fill(Qt::transparent);
        QImage white(64, 48, QImage::Format_RGB32);
        white.fill(Qt::white);
        for (const QImage& frame : {clear, white}) {
            OgvWriter writer;
            writer.open(folder.path() / (frame == white ? "white.ogv" : "clear.ogv"), {64, 48}, 5);
            writer.add(frame);
            writer.finish();
        }
        // The frames' page is the last; serial numbers, and so checksums, differ.
        const std::string one = bytesOf(folder.path() / "clear.ogv");
        const std::string other = bytesOf(folder.path() / "white.ogv");
        QCOMPARE(one.substr(one.rfind("OggS") + 26), other.substr(other.rfind("OggS") + 26));
    }
};

NIE_TEST(OgvWriterTest);

}  // namespace nie::ogv_writer_test

#include "ogv_writer_test.moc"
