#include "tests/support/error_text.h"
#include "tests/support/search_path.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/movies/movie_format.h"
#include "widgets/movies/movie_writer.h"

#include <QCoreApplication>

#include <fstream>

namespace nie::movie_format_test {

namespace fs = std::filesystem;
using test::inputErrorOf;

class MovieFormatTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void suffixDecidesTheKind()
    {
        QVERIFY(movieKindOf("a.mp4") == MovieKind::Mp4);
        QVERIFY(movieKindOf("b/a.GIF") == MovieKind::Gif);
        QVERIFY(movieKindOf("a.png") == MovieKind::Frames);
        for (const char* folder : {"frames", "a.b/frames", "frames/"})
            QVERIFY2(movieKindOf(folder) == MovieKind::Frames, folder);
        for (const MovieFormat& format : movieFormats())
            QVERIFY(movieKindOf("a" + format.suffix) == format.kind);
    }

    void withoutFfmpegTheReasonAndWhatIsPossibleAreSaid()
    {
        const test::TemporaryFolder folder;
        const test::SearchPath path(folder.path());
        const MovieTools none = MovieTools::probe();
        for (const MovieKind kind : {MovieKind::Mp4, MovieKind::WebM, MovieKind::Gif})
            QVERIFY(none.unavailableReason(kind).find("ffmpeg") != std::string::npos);
        for (const MovieKind kind : {MovieKind::Frames, MovieKind::Ogv})
            QCOMPARE(none.unavailableReason(kind), std::string());
        const QString error = inputErrorOf([&] { requireMovieTarget(folder / "a.mp4", none); });
        QVERIFY2(error.contains("ffmpeg") && error.contains("install") &&
                     error.contains("a folder, .png, .ogv"),
                 qPrintable(error));
    }

    void encoderThatFfmpegLacksIsNamed()
    {
        const test::TemporaryFolder folder;
        const test::SearchPath path(folder.path());
        path.addScript("ffmpeg", "echo 'Encoders:'\necho ' V..... = Video'\necho ' ------'\n"
                                 "echo ' V....D gif   GIF (Graphics)'\n");
        const MovieTools tools = MovieTools::probe();
        QCOMPARE(tools.unavailableReason(MovieKind::Gif), std::string());
        const std::string reason = tools.unavailableReason(MovieKind::Mp4);
        QVERIFY2(reason.find("libx264") != std::string::npos, reason.c_str());
        path.addScript("ffmpeg", "exit 3\n");
        QVERIFY(MovieTools::probe().unavailableReason(MovieKind::Gif).find("encoders") !=
                std::string::npos);
    }

    void badTargetsAreRefusedByName()
    {
        const test::TemporaryFolder folder;
        const auto error = [&](const fs::path& file) {
            return inputErrorOf([&] { requireMovieTarget(file, MovieTools::probe()); });
        };
        QVERIFY(error(folder / "a.avi").contains(".mp4, .webm, .gif, .ogv"));
        QVERIFY(error(folder / "none" / "a.ogv").contains("no such folder"));
        fs::create_directory(folder / "c.ogv");
        QVERIFY(error(folder / "c.ogv").contains("is a folder"));
        std::ofstream(folder / "file") << "x";
        QVERIFY(error(folder / "file").contains("is a file"));
    }
};

NIE_TEST_WITH(QCoreApplication, MovieFormatTest);

}  // namespace nie::movie_format_test

#include "movie_format_test.moc"
