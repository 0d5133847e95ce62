#include "widgets/movies/movie_recording.h"

#include "core/base/error.h"
#include "core/base/version.h"
#include "widgets/figures/figure_painter.h"
#include "widgets/movies/movie_writer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

std::string titleOf(const FigureSpec& figure)
{
    return !figure.title.empty() || figure.panels.empty() ? figure.title
                                                          : figure.panels.front().title;
}

}  // namespace

QImage paintMovieFrame(const FigureSpec& figure, PixelSize size)
{
    QImage image(size.width, size.height, QImage::Format_RGB32);
    if (image.isNull())
        throw RunError("movie", "not enough memory for a frame of this size",
                       std::to_string(size.width) + " x " + std::to_string(size.height));
    image.fill(Qt::white);
    QPainter painter(&image);
    paintFigure(painter, figure, QRectF(image.rect()));
    painter.end();
    constexpr double kMillimetresPerMetre = 1000.0;
    image.setDotsPerMeterX(
        static_cast<int>(std::lround(size.width / figure.widthMillimetres * kMillimetresPerMetre)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    image.setText("Software", QString::fromStdString("NIE Studio " + versionNumber()));
    image.setText("Title", QString::fromStdString(titleOf(figure)));
    for (const auto& [key, value] : figure.provenance)
        image.setText(QString::fromStdString(key), QString::fromStdString(value));
    return image;
}

RecordedMovie recordMovie(MovieFilm& film, const MoviePlan& plan, const std::filesystem::path& file,
                          const MovieTools& tools, const MovieReport& report,
                          const std::stop_token& stop)
{
    using Phase = MovieProgress::Phase;
    requireMovieTarget(file, tools);
    film.prepare(report, stop);
    const FigureSpec first = film.frame(0);
    const PixelSize size = movieSize(plan, first);
    const auto writer = makeMovieWriter(
        file, {size, plan.framesPerSecond, plan.loops, titleOf(first), film.provenance()}, tools,
        stop);

    // Who looks at single frames does not want them twice.
    const MovieKind kind = movieKindOf(file);
    const bool once = storesLoops(kind) || kind == MovieKind::Frames;
    const std::int64_t showings = once ? 1 : std::max<std::int64_t>(1, plan.loops);
    const std::int64_t total = showings * film.frameCount();
    for (std::int64_t done = 0; done < total; ++done) {
        report({Phase::Drawing, done, total});
        const std::int64_t index = done % film.frameCount();
        writer->add(paintMovieFrame(asMovieFrame(film.frame(index), plan, size), size));
    }
    report({Phase::Drawing, total, total});
    report({Phase::Finishing, 0, 0});
    writer->finish();
    return {file, size, total, static_cast<double>(total) / plan.framesPerSecond};
}

}  // namespace nie
