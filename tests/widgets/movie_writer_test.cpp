#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/error_text.h"
#include "tests/support/moving_sample.h"
#include "tests/support/search_path.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/movies/movie_recording.h"
#include "widgets/movies/movie_writer.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QStandardPaths>

#include <cmath>
#include <fstream>
#include <unistd.h>

namespace nie::movie_writer_test {

namespace fs = std::filesystem;
using test::inputErrorOf;

namespace {

/// A square that moves to the right over a coloured ground.
QImage exampleFrame(int number, QSize size = {65, 49}, const QColor& ground = QColor(40, 90, 160))
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    painter.fillRect(QRect(number % size.width(), 5, 8, 8), Qt::white);
    return image;
}

MovieSettings exampleSettings(QSize size = {65, 49})
{
    return {{size.width(), size.height()}, 10.0, 0, "a title", {{"run", "spirals-7"}}};
}

QString textOf(const fs::path& path)
{
    return QString::fromStdString(path.string());
}

/// What ffprobe says of the only stream, with commas between; empty where there is no ffprobe.
QString probed(const fs::path& file, const QString& entries)
{
    QProcess process;
    process.start("ffprobe", {"-v", "error", "-count_frames", "-select_streams", "v:0",
                              "-show_entries", entries, "-of", "csv=p=0", textOf(file)});
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

bool hasFfmpeg()
{
    return !QStandardPaths::findExecutable("ffmpeg").isEmpty() &&
           !QStandardPaths::findExecutable("ffprobe").isEmpty();
}

/// Names in a folder, hidden ones too, except "bin".
std::vector<std::string> entriesOf(const fs::path& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().filename() != "bin")
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Resident memory of this process, MB.
double residentMegabytes()
{
    std::ifstream file("/proc/self/statm");
    double pages = 0.0;
    file >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace

class MovieWriterTest : public QObject {
    Q_OBJECT

private:
    MovieTools m_tools;

    void write(const fs::path& file, int frames, const MovieSettings& settings) const
    {
        const auto writer = makeMovieWriter(file, settings, m_tools, {});
        for (int i = 0; i < frames; ++i)
            writer->add(exampleFrame(i, {settings.size.width, settings.size.height}));
        writer->finish();
    }

private Q_SLOTS:
    void initTestCase() { m_tools = MovieTools::probe(); }

    void tenFramesAreTenFramesInEveryKindOfVideo_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QString>("codec");
        QTest::newRow("mp4") << ".mp4"
                             << "h264";
        QTest::newRow("webm") << ".webm"
                              << "vp9";
        QTest::newRow("gif") << ".gif"
                             << "gif";
        QTest::newRow("ogv") << ".ogv"
                             << "theora";
    }
    void tenFramesAreTenFramesInEveryKindOfVideo()
    {
        QFETCH(QString, suffix);
        QFETCH(QString, codec);
        if (!hasFfmpeg())
            QSKIP("there is no ffmpeg with ffprobe here");
        const test::TemporaryFolder folder;
        const fs::path file = folder / ("a b" + suffix.toStdString());
        QCOMPARE(m_tools.unavailableReason(movieKindOf(file)), std::string());
        write(file, 10, exampleSettings());
        QCOMPARE(entriesOf(folder.path()), (std::vector<std::string>{file.filename().string()}));
        // Odd sizes are even where colours have half the resolution.
        const QString size = codec == "gif" ? "65,49" : "66,50";
        QCOMPARE(probed(file, "stream=codec_name,width,height,nb_read_frames"),
                 codec + "," + size + ",10");
    }

    void coloursOfAVideoAreThoseOfItsFrames_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char* suffix : {".mp4", ".webm", ".gif", ".ogv"})
            QTest::newRow(suffix) << suffix;
    }
    void coloursOfAVideoAreThoseOfItsFrames()
    {
        QFETCH(QString, suffix);
        if (!hasFfmpeg())
            QSKIP("there is no ffmpeg with ffprobe here");
        const test::TemporaryFolder folder;
        const fs::path file = folder / ("a" + suffix.toStdString());
        write(file, 3, exampleSettings({64, 48}));
        QCOMPARE(QProcess::execute("ffmpeg", {"-v", "error", "-i", textOf(file), "-frames:v", "1",
                                              textOf(folder / "first.png")}),
                 0);
        const QColor ground = QImage(textOf(folder / "first.png")).pixelColor(40, 35);
        const QColor wanted(40, 90, 160);
        for (const int difference : {ground.red() - wanted.red(), ground.green() - wanted.green(),
                                     ground.blue() - wanted.blue()})
            QVERIFY2(std::abs(difference) <= 6, qPrintable(ground.name()));
    }

    void provenanceIsInTheFile()
    {
        if (!hasFfmpeg())
            QSKIP("there is no ffmpeg with ffprobe here");
        const test::TemporaryFolder folder;
        write(folder / "a.mp4", 3, exampleSettings());
        QCOMPARE(probed(folder / "a.mp4", "format_tags=title"), "a title");
        QVERIFY(probed(folder / "a.mp4", "format_tags=comment").contains("run: spirals-7"));
    }

    void gifIsShownAsOftenAsAsked()
    {
        if (!hasFfmpeg())
            QSKIP("there is no ffmpeg with ffprobe here");
        const test::TemporaryFolder folder;
        const std::string mark = "NETSCAPE2.0\x03\x01";
        for (const auto& [loops, repeats] : {std::pair(0, 0), std::pair(1, -1), std::pair(4, 3)}) {
            MovieSettings settings = exampleSettings();
            settings.loops = loops;
            write(folder / "a.gif", 3, settings);
            const std::string gif = readFile(folder / "a.gif");
            const auto at = gif.find(mark);
            QCOMPARE(at == std::string::npos, repeats < 0);
            if (repeats >= 0)
                QCOMPARE(static_cast<int>(static_cast<unsigned char>(gif[at + mark.size()])),
                         repeats);
        }
    }

    void framesNeedNoProgram()
    {
        const test::TemporaryFolder folder;
        fs::create_directory(folder / "bin");
        const test::SearchPath path(folder / "bin");
        const MovieTools none = MovieTools::probe();
        QImage frame = exampleFrame(0);
        frame.setText("run", "spirals-7");
        for (const char* name : {"frames", "b.png"}) {
            const auto writer = makeMovieWriter(folder / name, exampleSettings(), none, {});
            for (int i = 0; i < 10; ++i)
                writer->add(frame);
            writer->finish();
        }
        QCOMPARE(entriesOf(folder / "frames").size(), std::size_t(10));
        const QImage last(textOf(folder / "frames" / "frame_0010.png"));
        QCOMPARE(last.size(), QSize(65, 49));
        QCOMPARE(last.text("run"), "spirals-7");
        QCOMPARE(entriesOf(folder.path()).size(), std::size_t(11));
        QCOMPARE(entriesOf(folder.path()).back(), std::string("frames"));
        QCOMPARE(entriesOf(folder.path()).front(), std::string("b_0001.png"));
    }

    void whatFfmpegComplainsOfIsInTheMessageAndNothingIsLeft()
    {
        const test::TemporaryFolder folder;
        fs::create_directory(folder / "bin");
        const test::SearchPath path(folder / "bin");
        path.addScript("ffmpeg", "if [ $# = 2 ]; then echo ------; echo ' V libx264 x'; exit; fi\n"
                                 "head -c 1000 >/dev/null; echo 'No space left' >&2; exit 1\n");
        const MovieTools tools = MovieTools::probe();
        QString message;
        try {
            const auto writer = makeMovieWriter(folder / "a.mp4", exampleSettings(), tools, {});
            for (int i = 0; i < 100; ++i)
                writer->add(exampleFrame(i));
            writer->finish();
        } catch (const RunError& error) {
            message = error.what();
        }
        QVERIFY2(message.contains("a.mp4") && message.contains("No space left"),
                 qPrintable(message));
        QCOMPARE(entriesOf(folder.path()), std::vector<std::string>());
    }

    void stoppedMovieLeavesNothing_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.mp4", "a.webm", "a.gif", "a.ogv", "a.png", "frames"})
            QTest::newRow(name) << name;
    }
    void stoppedMovieLeavesNothing()
    {
        QFETCH(QString, name);
        const test::TemporaryFolder folder;
        const fs::path file = folder / name.toStdString();
        if (!m_tools.unavailableReason(movieKindOf(file)).empty())
            QSKIP("this kind cannot be written here");
        std::stop_source stop;
        {
            const auto writer = makeMovieWriter(file, exampleSettings(), m_tools, stop.get_token());
            for (int i = 0; i < 3; ++i)
                writer->add(exampleFrame(i));
            QCOMPARE(entriesOf(folder.path()).size(), std::size_t(1));
            stop.request_stop();
            QVERIFY_EXCEPTION_THROWN(writer->add(exampleFrame(3)), Interrupted);
            QVERIFY_EXCEPTION_THROWN(writer->finish(), Interrupted);
        }
        QCOMPARE(entriesOf(folder.path()), std::vector<std::string>());
    }

    void olderFramesMakeRoomAndOtherFilesDoNot()
    {
        const test::TemporaryFolder folder;
        for (const char* name : {"frames", "b.png"}) {
            write(folder / name, 12, exampleSettings());
            write(folder / name, 3, exampleSettings());
        }
        QCOMPARE(entriesOf(folder / "frames").size(), std::size_t(3));
        QCOMPARE(entriesOf(folder.path()).size(), std::size_t(4));
        std::ofstream(folder / "frames" / "notes.txt") << "mine";
        const QString error = inputErrorOf([&] { write(folder / "frames", 3, exampleSettings()); });
        QVERIFY2(error.contains("notes.txt") && error.contains("empty"), qPrintable(error));
        QCOMPARE(entriesOf(folder / "frames").size(), std::size_t(4));
    }

    void recordedFilmHasTheFramesOfItsTimes()
    {
        const test::TemporaryFolder folder;
        MoviePlan plan;
        plan.width = 320;
        plan.height = 120;
        plan.dpi = 60;
        TimeFilm film(test::movingWave(6), plan, {{"run", "spirals-7"}});
        std::vector<std::int64_t> drawn;
        const RecordedMovie movie =
            recordMovie(film, plan, folder / "frames", m_tools,
                        [&drawn](const MovieProgress& progress) {
                            if (progress.phase == MovieProgress::Phase::Drawing)
                                drawn.push_back(progress.done);
                        },
                        {});
        QCOMPARE(movie.frames, std::int64_t(6));
        QCOMPARE(drawn, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6}));
        const QImage first(textOf(folder / "frames" / "frame_0001.png"));
        const QImage third(textOf(folder / "frames" / "frame_0003.png"));
        QCOMPARE(first.size(), QSize(320, 120));
        QVERIFY(first != third);
        QCOMPARE(third.text("run"), "spirals-7");
        QVERIFY(third.text("Title").contains("t = 0.333"));
    }

    void thousandFramesNeedNoMoreMemoryThanFew()
    {
        const test::TemporaryFolder folder;
        const bool video = m_tools.unavailableReason(MovieKind::Mp4).empty();
        const fs::path file = folder / (video ? "a.mp4" : "frames");
        const QSize size(320, 180);
        const auto writer = makeMovieWriter(file, exampleSettings(size), m_tools, {});
        const QImage frame = exampleFrame(0, size);
        for (int i = 0; i < 10; ++i)
            writer->add(frame);
        const double before = residentMegabytes();
        double most = before;
        for (int i = 0; i < 1000; ++i) {
            writer->add(frame);
            if (i % 50 == 0)
                most = std::max(most, residentMegabytes());
        }
        writer->finish();
        most = std::max(most, residentMegabytes());
        // The frames themselves are 173 MB.
        qInfo("%.1f MB more after 1000 frames", most - before);
        QVERIFY2(most - before < 50.0, qPrintable(QString::number(most - before) + " MB more"));
        if (video && hasFfmpeg())
            QCOMPARE(probed(file, "stream=nb_read_frames"), "1010");
    }
};

NIE_TEST_WITH(QApplication, MovieWriterTest);

}  // namespace nie::movie_writer_test

#include "movie_writer_test.moc"
