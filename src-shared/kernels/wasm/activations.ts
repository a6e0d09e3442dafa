import { LEAKY_SLOPE, NORMAL_DENSITY, SELU_LAMBDA, SELU_LAMBDA_ALPHA, SQRT_HALF } from '../coefficients'
import {
  ACTIVATION_ELU,
  ACTIVATION_GELU,
  ACTIVATION_LEAKY_RELU,
  ACTIVATION_RELU,
  ACTIVATION_SELU,
  ACTIVATION_SIGMOID,
  ACTIVATION_SOFTPLUS,
  ACTIVATION_TANH,
} from '../rule-codes'
import { erf, exp, expm1, log1p, logistic, tanh } from './functions'
import { absolute, all, fma, select } from './vectors'

// One class an activation, never made: its methods are found while compiling, so the loops below have no branches.

@unmanaged
class Sigmoid {
  @inline value(z: v128): v128 {
    return logistic(z)
  }
  @inline derivative(z: v128, y: v128): v128 {
    return f32x4.mul(y, f32x4.sub(all(1), y))
  }
}

@unmanaged
class Tanh {
  @inline value(z: v128): v128 {
    return tanh(z)
  }
  @inline derivative(z: v128, y: v128): v128 {
    return fma(f32x4.neg(y), y, all(1))
  }
}

@unmanaged
class Relu {
  @inline value(z: v128): v128 {
    return v128.and(f32x4.gt(z, all(0)), z)
  }
  @inline derivative(z: v128, y: v128): v128 {
    return v128.and(f32x4.gt(z, all(0)), all(1))
  }
}

@unmanaged
class LeakyRelu {
  @inline value(z: v128): v128 {
    return select(f32x4.gt(z, all(0)), z, f32x4.mul(all(LEAKY_SLOPE), z))
  }
  @inline derivative(z: v128, y: v128): v128 {
    return select(f32x4.gt(z, all(0)), all(1), all(LEAKY_SLOPE))
  }
}

@unmanaged
class Elu {
  @inline value(z: v128): v128 {
    return select(f32x4.gt(z, all(0)), z, expm1(z))
  }
  @inline derivative(z: v128, y: v128): v128 {
    return select(f32x4.gt(z, all(0)), all(1), f32x4.add(y, all(1)))
  }
}

@unmanaged
class Selu {
  @inline value(z: v128): v128 {
    const below = f32x4.mul(all(SELU_LAMBDA_ALPHA), expm1(z))
    return select(f32x4.gt(z, all(0)), f32x4.mul(all(SELU_LAMBDA), z), below)
  }
  @inline derivative(z: v128, y: v128): v128 {
    return select(f32x4.gt(z, all(0)), all(SELU_LAMBDA), f32x4.add(y, all(SELU_LAMBDA_ALPHA)))
  }
}

@inline
function onePlusErf(z: v128): v128 {
  return f32x4.add(all(1), erf(f32x4.mul(z, all(SQRT_HALF))))
}

@unmanaged
class Gelu {
  @inline value(z: v128): v128 {
    return f32x4.mul(f32x4.mul(all(0.5), z), onePlusErf(z))
  }
  @inline derivative(z: v128, y: v128): v128 {
    const density = f32x4.mul(exp(f32x4.mul(f32x4.mul(all(-0.5), z), z)), all(NORMAL_DENSITY))
    return fma(z, density, f32x4.mul(all(0.5), onePlusErf(z)))
  }
}

@unmanaged
class Softplus {
  @inline value(z: v128): v128 {
    const above = v128.and(f32x4.gt(z, all(0)), z)
    return f32x4.add(above, log1p(exp(f32x4.neg(absolute(z)))))
  }
  @inline derivative(z: v128, y: v128): v128 {
    return logistic(z)
  }
}

function map<T>(out: usize, z: usize, panels: usize, stride: usize, count: usize): void {
  const activation = changetype<T>(0)
  for (let panel: usize = 0; panel < panels; panel++) {
    for (let i: usize = 0; i < count; i += 16) {
      v128.store(out + i, activation.value(v128.load(z + i)))
    }
    out += stride
    z += stride
  }
}

function mapGradient<T>(dz: usize, dy: usize, z: usize, y: usize, panels: usize, stride: usize, count: usize): void {
  const activation = changetype<T>(0)
  for (let panel: usize = 0; panel < panels; panel++) {
    for (let i: usize = 0; i < count; i += 16) {
      const derivative = activation.derivative(v128.load(z + i), v128.load(y + i))
      v128.store(dz + i, f32x4.mul(v128.load(dy + i), derivative))
    }
    dz += stride
    dy += stride
    z += stride
    y += stride
  }
}

export function activationF32(
  kind: i32,
  out: usize,
  z: usize,
  panels: usize,
  stride: usize,
  begin: usize,
  count: usize,
): void {
  out += begin << 2
  z += begin << 2
  stride <<= 2
  count <<= 2
  switch (kind) {
    case ACTIVATION_SIGMOID: return map<Sigmoid>(out, z, panels, stride, count)
    case ACTIVATION_TANH: return map<Tanh>(out, z, panels, stride, count)
    case ACTIVATION_RELU: return map<Relu>(out, z, panels, stride, count)
    case ACTIVATION_LEAKY_RELU: return map<LeakyRelu>(out, z, panels, stride, count)
    case ACTIVATION_ELU: return map<Elu>(out, z, panels, stride, count)
    case ACTIVATION_SELU: return map<Selu>(out, z, panels, stride, count)
    case ACTIVATION_GELU: return map<Gelu>(out, z, panels, stride, count)
    case ACTIVATION_SOFTPLUS: return map<Softplus>(out, z, panels, stride, count)
    default: unreachable()
  }
}

export function activationGradientF32(
  kind: i32,
  dz: usize,
  dy: usize,
  z: usize,
  y: usize,
  panels: usize,
  stride: usize,
  begin: usize,
  count: usize,
): void {
  dz += begin << 2
  dy += begin << 2
  z += begin << 2
  y += begin << 2
  stride <<= 2
  count <<= 2
  switch (kind) {
    case ACTIVATION_SIGMOID: return mapGradient<Sigmoid>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_TANH: return mapGradient<Tanh>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_RELU: return mapGradient<Relu>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_LEAKY_RELU: return mapGradient<LeakyRelu>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_ELU: return mapGradient<Elu>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_SELU: return mapGradient<Selu>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_GELU: return mapGradient<Gelu>(dz, dy, z, y, panels, stride, count)
    case ACTIVATION_SOFTPLUS: return mapGradient<Softplus>(dz, dy, z, y, panels, stride, count)
    default: unreachable()
  }
}
