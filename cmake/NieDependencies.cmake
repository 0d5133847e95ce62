# Every library comes from the distribution; LibTorch may also be given by CMAKE_PREFIX_PATH (2.x, CUDA).
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.9 REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Eigen3 3.3 REQUIRED NO_MODULE)
# Formulas of equations that a user writes.
find_package(muparser 2.3 REQUIRED)
# Archives of arrays (NPZ).
find_package(PkgConfig REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(NIE_MINIZIP REQUIRED IMPORTED_TARGET minizip)
add_library(nie_minizip INTERFACE)
target_link_libraries(nie_minizip INTERFACE PkgConfig::NIE_MINIZIP ZLIB::ZLIB)
# Data sets in HDF5: the serial C library (Debian keeps it beside the one for MPI).
pkg_search_module(NIE_HDF5 REQUIRED IMPORTED_TARGET hdf5-serial hdf5)
add_library(nie_hdf5 INTERFACE)
target_link_libraries(nie_hdf5 INTERFACE PkgConfig::NIE_HDF5)
# Headers only: odeint, and Gauss rules for tests.
find_package(Boost 1.74 REQUIRED)
find_package(Torch REQUIRED)
# Torch's flags and libraries as one target.
add_library(nie_torch INTERFACE)
# Ours first: the part of torch/torch.h that is used.
target_include_directories(nie_torch SYSTEM INTERFACE
    "${PROJECT_SOURCE_DIR}/cmake/torch_subset" ${TORCH_INCLUDE_DIRS})
target_link_libraries(nie_torch INTERFACE ${TORCH_LIBRARIES})
separate_arguments(NIE_TORCH_FLAGS UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(nie_torch INTERFACE ${NIE_TORCH_FLAGS})

if(NIE_BUILD_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Svg OpenGLWidgets PrintSupport Test)
    find_package(QCustomPlotQt6 REQUIRED)
    # Three-dimensional views and Ogg Theora. Its Qt module is not among them: the distribution's is for Qt 5.
    find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore CommonDataModel FiltersCore FiltersSources RenderingCore
        RenderingOpenGL2 IOOggTheora)
    set(CMAKE_AUTORCC ON)
endif()
