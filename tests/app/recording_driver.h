#pragma once

#include "app/panels/recordings_page.h"
#include "core/base/files.h"
#include "tests/app/hand_driver.h"
#include "tests/support/gzip_bytes.h"
#include "tests/support/nifti_bytes.h"
#include "widgets/figures/figure_view.h"

#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>

#include <array>
#include <cmath>
#include <random>

namespace nie::test {

inline constexpr int kPatience = 60000;
inline constexpr int kVolumes = 200;
inline constexpr int kRegions = 4;

/// Four regions of 4 voxels each; the second follows the first, all drift.
inline std::vector<float> voxels()
{
    std::mt19937 random(7);
    std::normal_distribution<float> noise;
    std::vector<float> values;
    std::array<float, kRegions> state{};
    for (int t = 0; t < kVolumes; ++t) {
        for (int region = 0; region < kRegions; ++region)
            state[std::size_t(region)] =
                0.7F * state[std::size_t(region)] + noise(random) + (region == 1 ? state[0] : 0.0F);
        for (int k = 0; k < 4 * kRegions; ++k)
            values.push_back(500.0F + 10.0F * state[std::size_t(k / 4)] + 0.1F * float(t) +
                             0.5F * noise(random));
    }
    return values;
}

struct RecordingFiles {
    std::filesystem::path recording;
    std::filesystem::path atlas;
};

/// The header of the recording states no repetition time.
inline RecordingFiles writeFiles(const std::filesystem::path& folder)
{
    NiftiBytes bold;
    bold.dims({4, 4, 1, kVolumes}).type(16, 32).pixdim({1, 3, 3, 3, 0, 0, 0, 0}).data(voxels());
    NiftiBytes atlas;
    std::vector<std::uint8_t> labels;
    for (int k = 0; k < 4 * kRegions; ++k)
        labels.push_back(std::uint8_t(1 + k / 4));
    atlas.dims({4, 4, 1}).type(2, 8).pixdim({1, 3, 3, 3, 0, 0, 0, 0}).data(labels);
    writeFileAtomically(folder / "bold.nii.gz", gzipped(bold.bytes()));
    writeFileAtomically(folder / "parcels.nii", atlas.bytes());
    writeFileAtomically(folder / "parcels.tsv",
                        "index\tname\n1\tPole\n2\tGyrus\n3\tSulcus\n4\tInsula\n");
    return {folder / "bold.nii.gz", folder / "parcels.nii"};
}

/// Three regions, a row for every time.
inline void writeTable(const std::filesystem::path& file, int rows = 300)
{
    std::string text = "V1,M1,A1\n";
    for (int row = 0; row < rows; ++row)
        text += std::to_string(std::sin(0.3 * row)) + "," + std::to_string(std::cos(row * row)) +
                "," + std::to_string(std::sin(row * row * 0.7)) + "\n";
    writeFileAtomically(file, text);
}

/// Clicks on a button, names a file in the dialog that opens, and agrees.
inline void chooseFile(WindowDriver& driver, const QString& button,
                       const std::filesystem::path& file)
{
    answerFileDialog(file, [&] { driver.click(button); });
}

inline void drop(WindowDriver& driver, const std::vector<std::filesystem::path>& files)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const std::filesystem::path& file : files)
        urls << QUrl::fromLocalFile(QString::fromStdString(file.string()));
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &enter);
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &event);
    ++driver.clicks;
}

inline void type(WindowDriver& driver, const char* field, const QString& text)
{
    auto* edit = driver.find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
}

inline RecordingSession& sessionOf(WindowDriver& driver)
{
    return driver.window.recordings().session();
}

inline const FigureSpec& shown(WindowDriver& driver)
{
    return driver.find<FigureView>("recording.figure")->figure();
}

inline bool shows(WindowDriver& driver, const char* title)
{
    const FigureSpec& figure = shown(driver);
    return !figure.panels.empty() && QString::fromStdString(figure.panels[0].title).contains(title);
}

/// For a person to look at.
inline void keepPicture(WindowDriver& driver, const char* name)
{
    if (qEnvironmentVariableIsSet("NIE_TEST_PICTURES"))
        driver.window.grab().save(qEnvironmentVariable("NIE_TEST_PICTURES") + "/" + name + ".png");
}

}  // namespace nie::test
